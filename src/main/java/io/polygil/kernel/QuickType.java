package io.polygil.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameter types of the short way into a kernel: how Python tells them, how Java reads them.
 */
enum QuickType {
  BYTE("_type(%1$s) is _int and -0x80 <= %1$s <= 0x7F"),
  SHORT("_type(%1$s) is _int and -0x8000 <= %1$s <= 0x7FFF"),
  INT("_type(%1$s) is _int and -0x80000000 <= %1$s <= 0x7FFFFFFF"),
  LONG("_type(%1$s) is _int and -0x8000000000000000 <= %1$s <= 0x7FFFFFFFFFFFFFFF"),
  UNSIGNED("_type(%1$s) is _int and 0 <= %1$s <= 0x7FFFFFFFFFFFFFFF"),
  FLOAT("_type(%1$s) is _float"),
  BOOLEAN("_type(%1$s) is _bool"),
  TEXT("_type(%1$s) is _str");

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

  QuickType(String condition) {
    this.condition = condition;
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

  /** Java's form of an argument that fulfils the condition; null if only the long way can tell. */
  @Nullable Object read(Object argument) {
    return switch (this) {
      case BYTE -> ((Number) argument).byteValue();
      case SHORT -> ((Number) argument).shortValue();
      case INT -> ((Number) argument).intValue();
      case LONG, UNSIGNED -> ((Number) argument).longValue();
      case FLOAT -> ((Number) argument).doubleValue();
      case BOOLEAN -> argument;
      case TEXT -> {
        String text = (String) argument;
        // Where surrogates stand in pairs, Python's text may be another one.
        yield text.codePointCount(0, text.length()) == text.length() ? text : null;
      }
    };
  }
}
