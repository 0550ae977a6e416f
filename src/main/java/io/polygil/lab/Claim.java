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
   * What the rounds say of it. They were run in turn, so that each ratio is of two that met the
   * machine in the same state. Where the bound lies within the middle half of the ratios, nothing
   * is decided.
   *
   * @param rounds the row's times, in the order in which they were run
   * @param baseRounds the other row's, which may be fewer or more
   */
  Judged judge(double[] rounds, double[] baseRounds) {
    int pairs = Math.max(rounds.length, baseRounds.length);
    double[] ratios = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      ratios[i] = rounds[i * rounds.length / pairs] / baseRounds[i * baseRounds.length / pairs];
    }
    Statistics of = Statistics.of(ratios);
    double ratio = of.medianNanos();
    double low = of.q1Nanos();
    double high = of.q3Nanos();
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
