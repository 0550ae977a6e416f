package io.polygil.compare;

import java.util.Locale;

/** What is swept. */
public enum SweepAxis {
  /** How many host threads each do one piece of work at once. */
  THREADS("Threads"),
  /** How many bytes a text has. */
  BYTES("Text"),
  /** How many steps a loop makes. */
  STEPS("n");

  private static final String[] UNITS = {"B", "KB", "MB", "GB"};

  private final String title;

  SweepAxis(String title) {
    this.title = title;
  }

  /** As it is written above a column or beside an axis. */
  public String title() {
    return title;
  }

  /** As it is written in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One of its values for a person, such as {@code 10.3 KB}. */
  public String text(long at) {
    if (this != BYTES) {
      return String.format(Locale.ROOT, "%,d", at);
    }
    double value = at;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT, value >= 99.95 || unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }
}
