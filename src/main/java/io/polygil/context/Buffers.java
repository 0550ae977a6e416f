package io.polygil.context;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Reads bytes, and arrays of numbers from memory that holds them in Java's own layout. */
final class Buffers {
  private final Value unfold;

  Buffers(Value unfold) {
    this.unfold = unfold;
  }

  byte[] bytes(Value value) {
    if (!value.hasBufferElements()) {
      throw PythonTypeNames.refusal(value, "bytes");
    }
    PythonParts parts = PythonParts.ask(unfold, value);
    return switch (parts.kind()) {
      case "bytes" -> copy(parts.get(0));
      case "array" -> copy(parts.get(1));
      default -> throw PythonTypeNames.refusal(value, "bytes");
    };
  }

  static byte[] copy(Value buffer) {
    byte[] bytes = new byte[Math.toIntExact(buffer.getBufferSize())];
    buffer.readBuffer(0, bytes, 0, bytes.length);
    return bytes;
  }

  /**
   * Reads array.array objects of the component's own layout in one go, anything else as {@code
   * others} does.
   */
  Reader array(Class<?> component, Reader others) {
    return (value, depth) -> {
      Object array = value.hasBufferElements() ? fromArray(value, component) : null;
      return array == null ? others.read(value, depth) : array;
    };
  }

  private @Nullable Object fromArray(Value value, Class<?> component) {
    PythonParts parts = PythonParts.ask(unfold, value);
    if (!parts.kind().equals("array") || component != component(parts.get(0).asString())) {
      return null;
    }
    byte[] bytes = copy(parts.get(1));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    int size = bytes.length / size(component);
    Object array = Array.newInstance(component, size);
    switch (array) {
      case double[] doubles -> buffer.asDoubleBuffer().get(doubles);
      case float[] floats -> buffer.asFloatBuffer().get(floats);
      case long[] longs -> buffer.asLongBuffer().get(longs);
      case int[] ints -> buffer.asIntBuffer().get(ints);
      default -> buffer.asShortBuffer().get((short[]) array);
    }
    return array;
  }

  // Typecodes without an entry, such as l, differ from platform to platform or are unsigned.
  private static @Nullable Class<?> component(String typecode) {
    return switch (typecode) {
      case "d" -> double.class;
      case "f" -> float.class;
      case "q" -> long.class;
      case "i" -> int.class;
      case "h" -> short.class;
      default -> null;
    };
  }

  private static int size(Class<?> component) {
    if (component == double.class || component == long.class) {
      return Long.BYTES;
    }
    return component == short.class ? Short.BYTES : Integer.BYTES;
  }
}
