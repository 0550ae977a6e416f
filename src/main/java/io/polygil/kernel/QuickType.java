package io.polygil.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameter types of the short way into a kernel: how Python tells them, how Java reads them.
 */
enum QuickType {
  BYTE("_type(%1$s) is _int and -0x80 <= %1$s <= 0x7F", byte.class),
  SHORT("_type(%1$s) is _int and -0x8000 <= %1$s <= 0x7FFF", short.class),
  INT("_type(%1$s) is _int and -0x80000000 <= %1$s <= 0x7FFFFFFF", int.class),
  LONG("_type(%1$s) is _int and -0x8000000000000000 <= %1$s <= 0x7FFFFFFFFFFFFFFF", long.class),
  UNSIGNED("_type(%1$s) is _int and 0 <= %1$s <= 0x7FFFFFFFFFFFFFFF", long.class),
  FLOAT("_type(%1$s) is _float", double.class),
  BOOLEAN("_type(%1$s) is _bool", boolean.class),
  TEXT("_type(%1$s) is _str", String.class);

  private static final Map<Class<?>, QuickType> TYPES =
      Map.of(
          byte.class, BYTE,
          short.class, SHORT,
          int.class, INT,
          long.class, LONG,
          double.class, FLOAT,
          boolean.class, BOOLEAN,
          String.class, TEXT);

  private final String condition;
  private final MethodHandle reader;

  QuickType(String condition, Class<?> type) {
    this.condition = condition;
    reader = reader(type);
  }

  // Python's numbers come as whatever Java type holds them.
  private static MethodHandle reader(Class<?> type) {
    MethodHandle reader = MethodHandles.identity(type);
    if (type.isPrimitive()) {
      Class<?> boxed = type == boolean.class ? Boolean.class : Number.class;
      try {
        reader =
            MethodHandles.lookup()
                .findVirtual(boxed, type.getName() + "Value", MethodType.methodType(type));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return reader.asType(MethodType.methodType(type, Object.class));
  }

  /** The type of a parameter, or null for one that only the long way knows. */
  static @Nullable QuickType of(KernelParameter parameter) {
    if (parameter.nullable()
        || parameter.passing() == KernelParameter.Passing.REST
        || !(parameter.type() instanceof Class<?> type)) {
      return null;
    }
    QuickType found = TYPES.get(type);
    return found == LONG && parameter.unsigned() ? UNSIGNED : found;
  }

  /** The Python expression that is true of an argument of exactly this type. */
  String condition(String name) {
    return condition.formatted(name);
  }

  /** Gives Java's form of an argument that fulfils the condition. */
  MethodHandle reader() {
    return reader;
  }
}
