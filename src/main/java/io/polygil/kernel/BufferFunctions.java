package io.polygil.kernel;

import io.polygil.context.ModuleScope;
import io.polygil.context.ModuleSource;
import io.polygil.context.PythonErrors;
import io.polygil.context.Values;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** The Java functions of {@code polygil._buffer}, from which {@code polygil/buffer.py} is made. */
final class BufferFunctions {
  static final String MODULE = "polygil._buffer";

  private BufferFunctions() {}

  static ModuleSource module() {
    return new ModuleSource(
        MODULE,
        "<java>/" + Buffer.class.getName(),
        "",
        ModuleSource.Kind.MODULE,
        BufferFunctions::functions);
  }

  private static Map<String, Object> functions(ModuleScope scope) {
    return Map.of(
        "new", (ProxyExecutable) of -> made(of, scope.errors(), scope.values()),
        "cut", (ProxyExecutable) of -> new BufferProxy(cut(of), scope.values()),
        "put", (ProxyExecutable) BufferFunctions::put,
        "equal", (ProxyExecutable) of -> equal(buffer(of[0]), buffer(of[1])),
        "text", (ProxyExecutable) of -> text(buffer(of[0])));
  }

  static Buffer buffer(Value proxy) {
    BufferProxy found = proxy.asProxyObject();
    return found.buffer();
  }

  /** Copies memory, given its format, its elements' size and the object that has it. */
  static Buffer copy(Value format, Value size, Value memory) {
    ElementType type = ElementType.of(format.asString(), size.asInt());
    byte[] bytes = new byte[Math.toIntExact(memory.getBufferSize())];
    memory.readBuffer(0, bytes, 0, bytes.length);
    return Buffer.wrap(type, bytes);
  }

  private static BufferProxy made(Value[] parts, PythonErrors errors, Values values) {
    try {
      return new BufferProxy(copy(parts[0], parts[1], parts[2]), values);
    } catch (IllegalArgumentException e) {
      throw errors.raise("ValueError", String.valueOf(e.getMessage()));
    }
  }

  // Arguments: buffer, start, step, number of elements.
  private static Buffer cut(Value[] of) {
    Buffer from = buffer(of[0]);
    int start = of[1].asInt();
    int count = of[3].asInt();
    if (count > 0 && step(of[2], count) == 1) {
      int size = from.type().size();
      return Buffer.wrap(
          from.type(), Arrays.copyOfRange(from.memory(), start * size, (start + count) * size));
    }
    Buffer made = Buffer.allocate(from.type(), count);
    move(from, start, step(of[2], count), made, 0, 1, count);
    return made;
  }

  // Arguments: buffer, start, step, number of elements, the buffer to take them from.
  private static boolean put(Value[] of) {
    Buffer to = buffer(of[0]);
    Buffer from = buffer(of[4]);
    int count = of[3].asInt();
    if (from == to) {
      from = Buffer.wrap(from.type(), from.memory().clone());
    }
    move(from, 0, 1, to, of[1].asInt(), step(of[2], count), count);
    return true;
  }

  // Python's step may be of any size where it is never taken.
  private static int step(Value step, int count) {
    return count > 1 ? step.asInt() : 1;
  }

  private static void move(
      Buffer from, int fromStart, int fromStep, Buffer to, int toStart, int toStep, int count) {
    int size = from.type().size();
    if (count > 0 && fromStep == 1 && toStep == 1) {
      System.arraycopy(from.memory(), fromStart * size, to.memory(), toStart * size, count * size);
      return;
    }
    for (int i = 0; i < count; i++) {
      int source = (fromStart + i * fromStep) * size;
      int target = (toStart + i * toStep) * size;
      for (int each = 0; each < size; each++) {
        to.memory()[target + each] = from.memory()[source + each];
      }
    }
  }

  // Of one type and length. Floating-point numbers are equal as numbers are: 0.0 and -0.0 are, NaN
  // is not even equal to itself.
  private static boolean equal(Buffer one, Buffer other) {
    if (one.type().isInteger()) {
      return Arrays.equals(one.memory(), other.memory());
    }
    for (int i = 0; i < one.length(); i++) {
      if (one.getDouble(i) != other.getDouble(i)) {
        return false;
      }
    }
    return true;
  }

  private static String text(Buffer buffer) {
    return new String(buffer.memory(), StandardCharsets.ISO_8859_1);
  }
}
