package io.polygil.measure;

import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Whether two series of rounds are likely to come from the same distribution, whatever its shape:
 * times are not normally distributed, so their ranks are compared and not their means.
 */
public final class MannWhitney {
  /** Below this probability a difference counts as one. */
  public static final double SIGNIFICANT = 0.05;

  private MannWhitney() {}

  /**
   * Returns the two-sided p value of the Mann-Whitney U test: exact for small series without ties,
   * else from the normal approximation with corrections for ties and continuity; 1 if all values
   * are the same.
   *
   * @throws IllegalArgumentException if a series is empty or holds no number
   */
  public static double pValue(double[] one, double[] other) {
    double pValue = MannWhitneyUTest.withDefaults().test(one, other).getPValue();
    // Where all are tied, the approximation has no variance to divide by.
    return Double.isNaN(pValue) ? 1 : pValue;
  }

  /**
   * Tells whether series of these lengths could differ significantly at all: with 3 rounds against
   * 3, one of 20 orders in which they can come is the most extreme, at either end.
   *
   * @throws IllegalArgumentException if a length is less than 1
   */
  public static boolean canBeSignificant(int one, int other) {
    double[] low = new double[one];
    double[] high = new double[other];
    for (int i = 0; i < one; i++) {
      low[i] = i;
    }
    for (int i = 0; i < other; i++) {
      high[i] = one + i;
    }
    return pValue(low, high) < SIGNIFICANT;
  }
}
