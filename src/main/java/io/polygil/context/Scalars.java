package io.polygil.context;

import java.math.BigInteger;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Reads Python values that have no parts. */
final class Scalars {
  private final Value unfold;
  private final Value length;

  /**
   * A reader for one context.
   *
   * @param functions what values.py offers there
   */
  Scalars(Value functions) {
    this.unfold = functions.getMember("unfold");
    this.length = functions.getMember("length");
  }

  /**
   * The value as Integer, Long, BigInteger or Double; null where it is none of Python's int and
   * float. A bool is none here.
   */
  @Nullable Number number(Value value) {
    if (!value.isNumber()) {
      return null;
    }
    if (!value.hasMembers()) {
      // This keeps 2.0 apart from 2, which the fitsIn methods do not.
      return value.as(Number.class);
    }
    PythonParts parts = PythonParts.ask(unfold, value);
    return switch (parts.kind()) {
      case "int" -> {
        Value number = parts.get(0);
        yield number.fitsInLong() ? (Number) number.asLong() : number.asBigInteger();
      }
      case "float" -> parts.get(0).asDouble();
      default -> null;
    };
  }

  boolean bool(Value value) {
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    throw PythonTypeNames.refusal(value, "bool");
  }

  BigInteger bigInteger(Value value) {
    Number number = integer(value);
    return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
  }

  long integer64(Value value) {
    Number number = integer(value);
    if (number instanceof BigInteger) {
      throw outOfRange(Long.SIZE);
    }
    return number.longValue();
  }

  int integer32(Value value) {
    return (int) within(value, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.SIZE);
  }

  short integer16(Value value) {
    return (short) within(value, Short.MIN_VALUE, Short.MAX_VALUE, Short.SIZE);
  }

  byte integer8(Value value) {
    return (byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE, Byte.SIZE);
  }

  private long within(Value value, long least, long most, int bits) {
    Number number = integer(value);
    long found = number.longValue();
    if (number instanceof BigInteger || found < least || found > most) {
      throw outOfRange(bits);
    }
    return found;
  }

  // In Python a bool is an int.
  private Number integer(Value value) {
    Number number = number(value);
    if (number == null && value.isBoolean()) {
      return value.asBoolean() ? 1L : 0L;
    }
    if (number == null || number instanceof Double) {
      throw PythonTypeNames.refusal(value, "int");
    }
    return number;
  }

  private static ConversionException outOfRange(int bits) {
    return new ConversionException(
        ConversionException.Kind.RANGE, "Python int too large for a " + bits + "-bit integer");
  }

  double float64(Value value) {
    if (value.fitsInDouble()) {
      return value.asDouble();
    }
    Number number = number(value);
    if (number == null) {
      throw PythonTypeNames.refusal(value, "float");
    }
    double found = number.doubleValue();
    boolean exact =
        switch (number) {
          case Long whole -> found < 0x1p63 && (long) found == whole;
          case BigInteger big ->
              !Double.isInfinite(found)
                  && new java.math.BigDecimal(found).compareTo(new java.math.BigDecimal(big)) == 0;
          default -> true;
        };
    if (!exact) {
      throw new ConversionException(
          ConversionException.Kind.RANGE, "no float is exactly this Python int: ask for an int");
    }
    return found;
  }

  float float32(Value value) {
    double wide = float64(value);
    float narrow = (float) wide;
    if (Float.isInfinite(narrow) && !Double.isInfinite(wide)) {
      throw new ConversionException(
          ConversionException.Kind.RANGE, "Python float too large for a 32-bit float");
    }
    return narrow;
  }

  String text(Value value) {
    if (!value.isString()) {
      throw PythonTypeNames.refusal(value, "str");
    }
    String text = value.asString();
    int units = text.length();
    // No count for most texts: the JDK knows it of those in ISO 8859-1. Python is asked only where
    // there are characters of two units.
    int points = text.codePointCount(0, units);
    if (points != units && length.execute(value).asInt() != points) {
      throw new ConversionException(
          ConversionException.Kind.VALUE,
          "the str has surrogates side by side, which would be another character in Java");
    }
    return text;
  }

  char character(Value value) {
    String text = text(value);
    if (text.length() != 1) {
      throw new ConversionException(
          ConversionException.Kind.VALUE,
          "expected a str of one UTF-16 unit for a char, got one of " + text.length());
    }
    return text.charAt(0);
  }
}
