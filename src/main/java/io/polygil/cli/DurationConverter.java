package io.polygil.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as {@code timeout} and {@code sleep} take them, with milliseconds besides. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)?");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L);

  private static final BigDecimal LONGEST_MILLIS = BigDecimal.valueOf(1_000_000_000_000L);

  @Override
  public Duration convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      String unit = Objects.requireNonNullElse(matcher.group(2), "s");
      BigDecimal millis =
          new BigDecimal(matcher.group(1))
              .multiply(BigDecimal.valueOf(Objects.requireNonNull(MILLIS.get(unit))));
      // Longer than that, 30 years, no long holds the nanoseconds of.
      if (millis.signum() > 0 && millis.compareTo(LONGEST_MILLIS) < 0) {
        return Duration.ofNanos(millis.movePointRight(6).longValue());
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is no duration: write 500ms, 3s, 1.5s, 2m or 1h");
  }

  /** The same the other way, in seconds. */
  static String text(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
