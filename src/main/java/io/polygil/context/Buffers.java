package io.polygil.context;

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
    Packing packing = Packing.of(component);
    return packing == null
        ? others
        : (value, depth) -> {
          Object array = value.hasBufferElements() ? fromArray(value, packing) : null;
          return array == null ? others.read(value, depth) : array;
        };
  }

  // Typecodes of no packing, such as l, differ from platform to platform or are unsigned.
  private @Nullable Object fromArray(Value value, Packing packing) {
    PythonParts parts = PythonParts.ask(unfold, value);
    return parts.kind().equals("array") && parts.get(0).asString().equals(packing.typecode())
        ? packing.array(parts.get(1))
        : null;
  }
}
