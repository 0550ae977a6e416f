package io.polygil.context;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** Reads Python's dates and times. */
final class Times {
  private static final int NANOS_OF_MICRO = 1000;

  private final Value unfold;
  private final Map<Class<?>, Reader> readers =
      Map.of(
          LocalDate.class, reader("date", Times::date),
          LocalTime.class, reader("time", Times::naiveTime),
          LocalDateTime.class, reader("datetime", Times::naive),
          OffsetDateTime.class, reader("datetime", Times::aware),
          ZonedDateTime.class, reader("datetime", Times::zoned),
          Instant.class, reader("datetime", parts -> aware(parts).toInstant()),
          Duration.class, reader("timedelta", Times::duration));

  Times(Value unfold) {
    this.unfold = unfold;
  }

  /** The reader of each class of java.time that Python knows. */
  Map<Class<?>, Reader> readers() {
    return readers;
  }

  /** What a date or time becomes where no class is asked for. */
  static Object natural(PythonParts parts) {
    return switch (parts.kind()) {
      case "date" -> date(parts);
      case "time" -> naiveTime(parts);
      case "timedelta" -> duration(parts);
      default -> parts.get(7).isNull() ? naive(parts) : aware(parts);
    };
  }

  private interface FromParts {
    Object make(PythonParts parts);
  }

  private Reader reader(String kind, FromParts make) {
    return (value, _) -> {
      if (value.isString() || value.isNumber() || value.isBoolean() || value.isNull()) {
        throw PythonTypeNames.refusal(value, kind);
      }
      PythonParts parts = PythonParts.ask(unfold, value);
      if (!parts.kind().equals(kind)) {
        throw PythonTypeNames.refusal(value, kind);
      }
      return make.make(parts);
    };
  }

  private static LocalDate date(PythonParts parts) {
    return LocalDate.of(parts.number(0), parts.number(1), parts.number(2));
  }

  private static LocalTime time(PythonParts parts, int first) {
    return LocalTime.of(
        parts.number(first),
        parts.number(first + 1),
        parts.number(first + 2),
        parts.number(first + 3) * NANOS_OF_MICRO);
  }

  private static LocalTime naiveTime(PythonParts parts) {
    if (!parts.get(4).isNull()) {
      throw refusal("this time has a time zone, which LocalTime has not: remove its tzinfo");
    }
    return time(parts, 0);
  }

  private static LocalDateTime local(PythonParts parts) {
    return LocalDateTime.of(date(parts), time(parts, 3));
  }

  private static LocalDateTime naive(PythonParts parts) {
    if (!parts.get(7).isNull()) {
      throw refusal(
          "this datetime has a time zone, which LocalDateTime has not: ask for OffsetDateTime,"
              + " ZonedDateTime or Instant");
    }
    return local(parts);
  }

  private static OffsetDateTime aware(PythonParts parts) {
    if (parts.get(7).isNull()) {
      throw refusal("this datetime has no time zone: ask for LocalDateTime, or give it a tzinfo");
    }
    try {
      if (parts.number(8) != 0) {
        throw refusal("its offset from UTC is no whole number of seconds");
      }
      return local(parts).atOffset(ZoneOffset.ofTotalSeconds(parts.number(7)));
    } catch (DateTimeException e) {
      throw refusal("its offset from UTC is more than Java's 18 hours");
    }
  }

  private static ZonedDateTime zoned(PythonParts parts) {
    OffsetDateTime aware = aware(parts);
    Value zone = parts.get(9);
    try {
      return zone.isString()
          ? aware.atZoneSameInstant(ZoneId.of(zone.asString()))
          : aware.toZonedDateTime();
    } catch (DateTimeException e) {
      throw refusal("Java knows no time zone \"" + zone.asString() + "\"");
    }
  }

  private static Duration duration(PythonParts parts) {
    long seconds = Math.addExact(Math.multiplyExact(parts.number(0), 86_400L), parts.number(1));
    return Duration.ofSeconds(seconds, (long) parts.number(2) * NANOS_OF_MICRO);
  }

  private static ConversionException refusal(String reason) {
    return new ConversionException(ConversionException.Kind.VALUE, reason);
  }
}
