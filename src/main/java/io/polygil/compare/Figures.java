package io.polygil.compare;

import java.util.List;

/** The rows of one experiment by name, for its verdict. */
record Figures(List<CaseResult> rows) {
  // Two parallel runs take 1 times one, two serial runs 2 times: half way decides.
  private static final double HALF_WAY = 1.5;

  /** How many times as long one row took as another, by their medians. */
  double ratio(String row, String base) {
    return median(row) / median(base);
  }

  /** Whether a ratio of two runs to one says that they ran side by side. */
  static boolean parallel(double ratio) {
    return ratio < HALF_WAY;
  }

  double median(String name) {
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No row is named " + name))
        .statistics()
        .medianNanos();
  }
}
