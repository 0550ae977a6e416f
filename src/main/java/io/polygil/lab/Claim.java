package io.polygil.lab;

import io.polygil.measure.Statistics;

/**
 * A part of what a document says, as a comparison of two rows: that one takes more, or less, than
 * so many times the other.
 */
record Claim(String row, String base, Relation relation, double bound) {
  /** On which side of the bound the ratio must be. */
  enum Relation {
    ABOVE,
    BELOW
  }

  /** Two runs at once take 1 times one in parallel and 2 times in turn: half way decides. */
  private static final double HALF_WAY = 1.5;

  static Claim parallel(String row, String base) {
    return new Claim(row, base, Relation.BELOW, HALF_WAY);
  }

  static Claim serial(String row, String base) {
    return new Claim(row, base, Relation.ABOVE, HALF_WAY);
  }

  static Claim faster(String row, String base) {
    return new Claim(row, base, Relation.BELOW, 1);
  }

  /**
   * What the figures say of it. The middle halves of both rows' rounds span the ratios that are as
   * likely as the medians': where the bound lies among them, nothing is decided.
   */
  Judged judge(Statistics figures, Statistics baseFigures) {
    double ratio = figures.medianNanos() / baseFigures.medianNanos();
    double low = figures.q1Nanos() / baseFigures.q3Nanos();
    double high = figures.q3Nanos() / baseFigures.q1Nanos();
    Outcome outcome =
        low < bound && bound < high
            ? Outcome.UNCLEAR
            : (ratio > bound) == (relation == Relation.ABOVE) ? Outcome.HOLDS : Outcome.FAILS;
    return new Judged(this, ratio, low, high, outcome);
  }

  /** What became of a claim. */
  enum Outcome {
    HOLDS,
    FAILS,
    /** The rounds spread too widely to tell. */
    UNCLEAR
  }

  /** A claim with the figures that decided. */
  record Judged(Claim claim, double ratio, double low, double high, Outcome outcome) {}
}
