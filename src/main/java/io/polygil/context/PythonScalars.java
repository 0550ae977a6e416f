package io.polygil.context;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Makes Java values without parts, such as numbers, text and dates, Python objects. */
final class PythonScalars {
  private final Value none;
  private final Value intOf;
  private final Value bytesOf;
  private final Value dateOf;
  private final Value timeOf;
  private final Value datetimeOf;
  private final Value awareOf;
  private final Value timedeltaOf;

  /**
   * A maker for one context.
   *
   * @param functions what values.py offers
   */
  PythonScalars(Value functions) {
    // A null of Java would be an object that is like None, yet not None itself.
    none = functions.getMember("none").execute();
    intOf = functions.getMember("int_of");
    bytesOf = functions.getMember("bytes_of");
    dateOf = functions.getMember("date_of");
    timeOf = functions.getMember("time_of");
    datetimeOf = functions.getMember("datetime_of");
    awareOf = functions.getMember("aware_of");
    timedeltaOf = functions.getMember("timedelta_of");
  }

  Value none() {
    return none;
  }

  /** What the value becomes; null where it is none of these. */
  @Nullable Object make(Object value) {
    return switch (value) {
      case Short s -> s.intValue();
      case Byte b -> b.intValue();
      case Float f -> f.doubleValue();
      // Python would take a BigInteger for an object of Java that is like an int.
      case BigInteger big ->
          big.bitLength() < Long.SIZE ? (Object) big.longValue() : intOf.execute(big.toString(16));
      case Character c -> c.toString();
      case Enum<?> constant -> constant.name();
      case CharSequence text -> text.toString();
      case byte[] bytes -> bytes(bytes);
      case ByteBuffer buffer -> {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        yield bytes(bytes);
      }
      default -> time(value);
    };
  }

  private @Nullable Object time(Object value) {
    try {
      return switch (value) {
        case LocalDate date ->
            dateOf.execute(year(date.getYear()), date.getMonthValue(), date.getDayOfMonth());
        case LocalTime time ->
            timeOf.execute(time.getHour(), time.getMinute(), time.getSecond(), micros(time));
        case LocalDateTime local -> datetimeOf.execute(parts(local, 7));
        case Instant instant -> aware(instant.atOffset(ZoneOffset.UTC), null);
        case OffsetDateTime aware -> aware(aware, null);
        case ZonedDateTime zoned ->
            aware(
                zoned.toOffsetDateTime(),
                zoned.getZone() instanceof ZoneOffset ? null : zoned.getZone().getId());
        case Duration duration -> timedelta(duration);
        default -> null;
      };
    } catch (DateTimeException | ArithmeticException e) {
      throw outOfRange(value);
    }
  }

  // Each byte travels as the character of its number: nothing else moves bytes in bulk.
  private Object bytes(byte[] bytes) {
    return bytesOf.execute(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  // Python's microseconds hold no more; what is below them is left out.
  private static int micros(LocalTime time) {
    return time.get(ChronoField.MICRO_OF_SECOND);
  }

  private static int year(int year) {
    if (year < 1 || year > 9999) {
      throw new DateTimeException("outside Python's years");
    }
    return year;
  }

  private static @Nullable Object[] parts(LocalDateTime local, int size) {
    @Nullable Object[] parts = new @Nullable Object[size];
    parts[0] = year(local.getYear());
    parts[1] = local.getMonthValue();
    parts[2] = local.getDayOfMonth();
    parts[3] = local.getHour();
    parts[4] = local.getMinute();
    parts[5] = local.getSecond();
    parts[6] = micros(local.toLocalTime());
    return parts;
  }

  private Value aware(OffsetDateTime aware, @Nullable String zone) {
    @Nullable Object[] parts = parts(aware.toLocalDateTime(), 9);
    parts[7] = aware.getOffset().getTotalSeconds();
    parts[8] = zone;
    return awareOf.execute(parts);
  }

  private Value timedelta(Duration duration) {
    long days = Math.floorDiv(duration.getSeconds(), 86_400L);
    if (Math.abs(days) > 999_999_999) {
      throw new ArithmeticException("outside Python's days");
    }
    return timedeltaOf.execute(
        days, Math.floorMod(duration.getSeconds(), 86_400L), duration.getNano() / 1000);
  }

  private static ConversionException outOfRange(Object value) {
    return new ConversionException(
        ConversionException.Kind.RANGE,
        "the "
            + value.getClass().getSimpleName()
            + " "
            + value
            + " is out of Python's range: years 1 to 9999, or 999999999 days");
  }
}
