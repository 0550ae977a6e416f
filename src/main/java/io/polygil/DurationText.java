package io.polygil;

import java.time.Duration;

/** Durations as messages have them. */
final class DurationText {
  private DurationText() {}

  /** Such as {@code 250 ms}, {@code 3 s} or {@code 1.5 s}. */
  static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    return millis % 1000 == 0 ? millis / 1000 + " s" : (double) millis / 1000 + " s";
  }
}
