package io.polygil.kernel;

import io.polygil.context.Values;
import java.math.BigInteger;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyObject;

/** A {@link Buffer} as {@code polygil/buffer.py} sees it: it checks indices and ranges. */
final class BufferProxy implements ProxyArray, ProxyObject {
  private static final BigInteger ABOVE_UINT64 = BigInteger.ONE.shiftLeft(Long.SIZE);

  private final Buffer buffer;
  private final Values values;

  BufferProxy(Buffer buffer, Values values) {
    this.buffer = buffer;
    this.values = values;
  }

  Buffer buffer() {
    return buffer;
  }

  @Override
  public long getSize() {
    return buffer.length();
  }

  @Override
  public Object get(long index) {
    int at = (int) index;
    if (!buffer.type().isInteger()) {
      return buffer.getDouble(at);
    }
    long element = buffer.getLong(at);
    if (element < 0 && buffer.type() == ElementType.UINT64) {
      return values.toPython(BigInteger.valueOf(element).add(ABOVE_UINT64));
    }
    return element;
  }

  @Override
  public void set(long index, Value value) {
    int at = (int) index;
    if (!buffer.type().isInteger()) {
      buffer.setDouble(at, value.asDouble());
    } else if (value.fitsInLong()) {
      buffer.setLong(at, value.asLong());
    } else {
      buffer.setLong(at, value.asBigInteger().longValue());
    }
  }

  @Override
  public Object getMember(String key) {
    return switch (key) {
      case "format" -> String.valueOf(buffer.type().format());
      case "itemsize" -> buffer.type().size();
      case "length" -> buffer.length();
      default -> throw new UnsupportedOperationException(key);
    };
  }

  @Override
  public Object getMemberKeys() {
    return new String[] {"format", "itemsize", "length"};
  }

  @Override
  public boolean hasMember(String key) {
    return key.equals("format") || key.equals("itemsize") || key.equals("length");
  }

  @Override
  public void putMember(String key, Value value) {
    throw new UnsupportedOperationException("a Buffer's " + key + " is fixed");
  }
}
