package io.polygil.compare;

import java.util.List;

/** The rows of one experiment by name, for its verdict. */
record Figures(List<CaseResult> rows) {
  // Two parallel runs take 1 times one, two serial runs 2 times: half way decides.
  private static final double HALF_WAY = 1.5;

  /** How many times as long one of Polygil's rows took as another, by their medians. */
  double ratio(String row, String base) {
    return median(row) / median(base);
  }

  /** Whether a ratio of two runs to one says that they ran side by side. */
  static boolean parallel(double ratio) {
    return ratio < HALF_WAY;
  }

  /** The median of Polygil's row, in nanoseconds. */
  double median(String name) {
    return polygil(name).statistics().medianNanos();
  }

  /** What Polygil answered. */
  String answer(String name) {
    return String.valueOf(polygil(name).answer());
  }

  private CaseResult polygil(String name) {
    return rows.stream()
        .filter(row -> row.name().equals(name) && row.kind() == ContenderKind.POLYGIL)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No row is named " + name));
  }
}
