package io.polygil.measure;

import java.util.Locale;

/** Writes times for people to read. */
public final class TimeFormat {

  private static final String[] UNITS = {"ns", "us", "ms", "s"};

  private TimeFormat() {}

  /**
   * Returns a time with three significant digits and its unit, as {@code "812 ns"}, {@code "12.5
   * us"}, {@code "3.21 ms"} or {@code "1.50 s"}; the text is ASCII and the same in every locale.
   * Times of 1000 s and more stay in whole seconds, and a negative time has a minus sign.
   *
   * @param nanos the time in nanoseconds
   * @throws IllegalArgumentException if {@code nanos} is not a finite number
   */
  public static String ofNanos(double nanos) {
    if (!Double.isFinite(nanos)) {
      throw new IllegalArgumentException("not a finite time: " + nanos);
    }
    double value = nanos;
    int unit = 0;
    // Units and digits change where rounding would reach the next power of ten: 999.7 us is 1.00
    // ms and never 1000 us.
    while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    double magnitude = Math.abs(value);
    int decimals = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS[unit]);
  }
}
