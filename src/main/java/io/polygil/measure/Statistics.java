package io.polygil.measure;

import java.util.Arrays;
import java.util.EnumSet;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Statistic;

/**
 * Statistics of the time of one iteration over a number of rounds, defined as pytest-benchmark
 * defines them.
 *
 * <p>The quartiles are Hyndman and Fan's definition 5: value number i of n, sorted, is the quantile
 * (i - 1/2) / n, and between two values it is linear. With an even number of rounds these are the
 * medians of the lower and of the upper half.
 *
 * @param minNanos fastest round
 * @param maxNanos slowest round
 * @param meanNanos arithmetic mean
 * @param stddevNanos sample standard deviation (divisor n - 1); 0 for one round
 * @param medianNanos median
 * @param q1Nanos first quartile
 * @param q3Nanos third quartile
 * @param iqrNanos interquartile range, third less first quartile
 * @param stddevOutliers rounds further than one standard deviation from the mean
 * @param iqrOutliers rounds more than 1.5 interquartile ranges below the first or above the third
 *     quartile
 * @param ops operations per second: one second divided by the mean; 0 if the mean is 0
 * @param rounds number of rounds
 * @param totalNanos sum over the rounds of the time of one iteration
 */
public record Statistics(
    double minNanos,
    double maxNanos,
    double meanNanos,
    double stddevNanos,
    double medianNanos,
    double q1Nanos,
    double q3Nanos,
    double iqrNanos,
    int stddevOutliers,
    int iqrOutliers,
    double ops,
    int rounds,
    double totalNanos) {

  /** Interquartile range, as a share of the median, above which figures are called unstable. */
  private static final double UNSTABLE_SPREAD = 0.10;

  private static final double NANOS_PER_SECOND = 1e9;

  private static final Quantile QUARTILES =
      Quantile.withDefaults().with(Quantile.EstimationMethod.HF5).withCopy(true);

  /**
   * Returns the statistics of some rounds.
   *
   * @param nanosPerIteration time of one iteration in each round, in any order; it is not changed
   * @throws IllegalArgumentException if there are no rounds or a time is not a finite number
   */
  public static Statistics of(double[] nanosPerIteration) {
    if (nanosPerIteration.length == 0) {
      throw new IllegalArgumentException("no rounds");
    }
    if (!Arrays.stream(nanosPerIteration).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "not a finite time in " + Arrays.toString(nanosPerIteration));
    }
    DoubleStatistics moments =
        DoubleStatistics.of(
            EnumSet.of(
                Statistic.MIN,
                Statistic.MAX,
                Statistic.MEAN,
                Statistic.STANDARD_DEVIATION,
                Statistic.SUM),
            nanosPerIteration);
    double[] quartiles = QUARTILES.evaluate(nanosPerIteration, 0.25, 0.5, 0.75);
    double q1 = quartiles[0];
    double q3 = quartiles[2];
    double iqr = q3 - q1;
    double mean = moments.getAsDouble(Statistic.MEAN);
    double stddev = moments.getAsDouble(Statistic.STANDARD_DEVIATION);
    return new Statistics(
        moments.getAsDouble(Statistic.MIN),
        moments.getAsDouble(Statistic.MAX),
        mean,
        stddev,
        quartiles[1],
        q1,
        q3,
        iqr,
        countOutside(nanosPerIteration, mean - stddev, mean + stddev),
        countOutside(nanosPerIteration, q1 - 1.5 * iqr, q3 + 1.5 * iqr),
        mean == 0 ? 0 : NANOS_PER_SECOND / mean,
        nanosPerIteration.length,
        moments.getAsDouble(Statistic.SUM));
  }

  private static int countOutside(double[] values, double low, double high) {
    return (int) Arrays.stream(values).filter(value -> value < low || value > high).count();
  }

  /** Returns the interquartile range as a share of the median; 0 if the median is 0. */
  public double relativeSpread() {
    return medianNanos == 0 ? 0 : iqrNanos / medianNanos;
  }

  /**
   * Tells whether the rounds differ too much for small differences between workloads to mean
   * anything: the middle half of them spreads over more than 10 % of the median. A single round
   * shows no spread and so is never called unstable.
   */
  public boolean unstable() {
    return relativeSpread() > UNSTABLE_SPREAD;
  }
}
