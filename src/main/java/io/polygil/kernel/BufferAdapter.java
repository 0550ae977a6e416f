package io.polygil.kernel;

import io.polygil.context.ConversionException;
import io.polygil.context.TypeAdapter;
import io.polygil.context.Values;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** Takes {@link Buffer}s to Python and back. */
final class BufferAdapter implements TypeAdapter<Buffer> {
  @Override
  public Class<Buffer> type() {
    return Buffer.class;
  }

  @Override
  public Object toPython(Buffer value, Values values) {
    return values.imported("polygil.buffer:_wrap").execute(new BufferProxy(value, values));
  }

  @Override
  public Buffer toJava(Value value, Values values) {
    if (value.isProxyObject() && value.asProxyObject() instanceof BufferProxy proxy) {
      return proxy.buffer();
    }
    Memory memory = new Memory();
    values.imported("polygil.buffer:_memory_of").executeVoid(memory, value);
    Value[] parts = memory.parts;
    if (parts.length == 1) {
      return BufferFunctions.buffer(parts[0]);
    } else if (parts.length == 0) {
      throw values.refusal(value, "Buffer, bytes-like or array.array");
    }
    try {
      return BufferFunctions.copy(parts[0], parts[1], parts[2]).asCopy();
    } catch (IllegalArgumentException e) {
      throw new ConversionException(ConversionException.Kind.VALUE, String.valueOf(e.getMessage()));
    }
  }

  private static final class Memory implements ProxyExecutable {
    private Value[] parts = {};

    @Override
    public @Nullable Object execute(Value... arguments) {
      parts = arguments;
      return null;
    }
  }
}
