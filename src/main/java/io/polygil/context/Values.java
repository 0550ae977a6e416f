package io.polygil.context;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way between Python and Java.
 *
 * <table>
 * <caption>What becomes what</caption>
 * <tr><th>Python</th><th>Java</th></tr>
 * <tr><td>{@code None}</td><td>{@code null}</td></tr>
 * <tr><td>{@code bool}</td><td>{@code boolean}</td></tr>
 * <tr><td>{@code int}</td><td>{@code int}, {@code long} or {@code BigInteger}; as
 * {@code Object} the first of {@code Long} and {@code BigInteger} that holds it</td></tr>
 * <tr><td>{@code float}</td><td>{@code double}</td></tr>
 * <tr><td>{@code str}</td><td>{@code String}</td></tr>
 * <tr><td>{@code bytes}, {@code bytearray}</td><td>{@code byte[]}</td></tr>
 * <tr><td>{@code list}, {@code tuple}</td><td>{@code List}</td></tr>
 * <tr><td>{@code dict}</td><td>{@code Map} in the dict's order</td></tr>
 * </table>
 */
public final class Values {
  private static final Set<Class<?>> INTEGERS =
      Set.of(int.class, Integer.class, long.class, Long.class, BigInteger.class);

  private Values() {}

  /**
   * Makes a Java value one that Python understands.
   *
   * @throws ConversionException if its type is not in the table
   */
  public static @Nullable Object toPython(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String s -> s;
      case Boolean b -> b;
      case Integer i -> i;
      case Long l -> l;
      case Short s -> s.intValue();
      case Byte b -> b.intValue();
      case Double d -> d;
      case Float f -> f.doubleValue();
      case BigInteger big -> big;
      case List<?> list -> {
        List<@Nullable Object> converted = new ArrayList<>(list.size());
        for (Object element : list) {
          converted.add(toPython(element));
        }
        yield ProxyArray.fromList(converted);
      }
      case Map<?, ?> map -> {
        Map<Object, Object> converted = new LinkedHashMap<>();
        map.forEach((key, element) -> converted.put(toPython(key), toPython(element)));
        yield ProxyHashMap.from(converted);
      }
      case Callable<?> callable ->
          (ProxyExecutable)
              arguments -> {
                try {
                  return toPython(callable.call());
                } catch (RuntimeException e) {
                  throw e;
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              };
      default ->
          throw new ConversionException(
              ConversionException.Kind.TYPE,
              "A Java "
                  + value.getClass().getName()
                  + " has no Python form: pass a number,"
                  + " boolean, String, List, Map or Callable of these");
    };
  }

  /**
   * Makes a Python value one of a Java type.
   *
   * @param type a primitive class, its wrapper, {@code BigInteger}, {@code String}, {@code byte[]},
   *     {@code List}, {@code Map}, {@code Object}, or {@code Void} for a result that is dropped
   * @throws ConversionException if it is of another type or out of the type's range
   */
  public static <T> @Nullable T toJava(Value value, Class<T> type) {
    @SuppressWarnings("unchecked")
    T converted = (T) convert(value, type);
    return converted;
  }

  /**
   * Reads a Python int of 0 to 2^64 - 1 into the 64 bits of a long.
   *
   * @throws ConversionException if it is no int, negative, or 2^64 or more
   */
  public static long toUnsignedLong(Value value) {
    BigInteger number = (BigInteger) convert(value, BigInteger.class);
    if (number == null) {
      throw wrongType(value, "int");
    }
    if (number.signum() < 0) {
      throw new ConversionException(
          ConversionException.Kind.VALUE, "must not be negative, got " + number);
    }
    if (number.bitLength() > Long.SIZE) {
      throw new ConversionException(
          ConversionException.Kind.RANGE, "Python int too large for an unsigned 64-bit integer");
    }
    return number.longValue();
  }

  private static @Nullable Object convert(Value value, Class<?> type) {
    if (type == void.class || type == Void.class) {
      return null;
    }
    if (value.isNull() && !type.isPrimitive()) {
      return null;
    }
    if (type == Object.class) {
      return natural(value);
    }
    if (type == boolean.class || type == Boolean.class) {
      return value.isBoolean() ? value.asBoolean() : refuse(value, "bool");
    }
    if (value.isBoolean() && INTEGERS.contains(type)) {
      // In Python a bool is an int.
      long number = value.asBoolean() ? 1 : 0;
      return type == BigInteger.class
          ? BigInteger.valueOf(number)
          : type == long.class || type == Long.class ? (Object) number : (Object) (int) number;
    }
    if (type == int.class || type == Integer.class) {
      return value.fitsInInt() && !isFloat(value) ? value.asInt() : refuseInteger(value, "32-bit");
    }
    if (type == long.class || type == Long.class) {
      return value.fitsInLong() && !isFloat(value)
          ? value.asLong()
          : refuseInteger(value, "64-bit");
    }
    if (type == BigInteger.class) {
      return value.fitsInBigInteger() && !isFloat(value)
          ? value.asBigInteger()
          : refuse(value, "int");
    }
    if (type == double.class || type == Double.class) {
      return value.fitsInDouble() ? value.asDouble() : refuse(value, "float");
    }
    if (type == String.class) {
      return value.isString() ? value.asString() : refuse(value, "str");
    }
    if (type == byte[].class) {
      return value.hasBufferElements() ? bytes(value) : refuse(value, "bytes");
    }
    if (type == List.class) {
      return value.hasArrayElements() ? list(value) : refuse(value, "list");
    }
    if (type == Map.class) {
      return value.hasHashEntries() ? map(value) : refuse(value, "dict");
    }
    throw new ConversionException(
        ConversionException.Kind.TYPE,
        "Python values cannot become "
            + type.getName()
            + ": ask for a number, boolean, String,"
            + " byte[], List, Map or Object");
  }

  private static @Nullable Object natural(Value value) {
    if (value.isNull()) {
      return null;
    } else if (value.isBoolean()) {
      return value.asBoolean();
    } else if (value.isString()) {
      return value.asString();
    } else if (value.fitsInLong() && !isFloat(value)) {
      return value.asLong();
    } else if (value.fitsInBigInteger() && !isFloat(value)) {
      return value.asBigInteger();
    } else if (value.fitsInDouble()) {
      return value.asDouble();
    } else if (value.hasBufferElements()) {
      return bytes(value);
    } else if (value.hasArrayElements()) {
      return list(value);
    } else if (value.hasHashEntries()) {
      return map(value);
    }
    return refuse(value, "None, bool, int, float, str, bytes, list, tuple or dict");
  }

  private static byte[] bytes(Value value) {
    byte[] bytes = new byte[Math.toIntExact(value.getBufferSize())];
    value.readBuffer(0, bytes, 0, bytes.length);
    return bytes;
  }

  private static List<@Nullable Object> list(Value value) {
    int size = Math.toIntExact(value.getArraySize());
    List<@Nullable Object> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(natural(value.getArrayElement(i)));
    }
    return Collections.unmodifiableList(list);
  }

  private static Map<@Nullable Object, @Nullable Object> map(Value value) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    Value keys = value.getHashKeysIterator();
    while (keys.hasIteratorNextElement()) {
      Value key = keys.getIteratorNextElement();
      map.put(natural(key), natural(value.getHashValue(key)));
    }
    return Collections.unmodifiableMap(map);
  }

  private static Object refuseInteger(Value value, String range) {
    if (value.fitsInBigInteger() && !isFloat(value)) {
      throw new ConversionException(
          ConversionException.Kind.RANGE, "Python int too large for a " + range + " integer");
    }
    return refuse(value, "int");
  }

  private static Object refuse(Value value, String wanted) {
    throw wrongType(value, wanted);
  }

  private static ConversionException wrongType(Value value, String wanted) {
    return new ConversionException(
        ConversionException.Kind.TYPE, "expected " + wanted + ", got " + pythonType(value));
  }

  // 2.0 fits in a long, but it is no int in Python.
  private static boolean isFloat(Value value) {
    return value.isNumber() && "float".equals(pythonType(value));
  }

  private static String pythonType(Value value) {
    if (value.isNull()) {
      return "NoneType";
    }
    Value type = value.getMetaObject();
    String name = type == null ? "object" : type.getMetaSimpleName();
    // A primitive on its way into Java code already shows its Java class.
    return switch (name) {
      case "Byte", "Short", "Integer", "Long" -> "int";
      case "Float", "Double" -> "float";
      case "Boolean" -> "bool";
      case "String", "TruffleString" -> "str";
      default -> name;
    };
  }
}
