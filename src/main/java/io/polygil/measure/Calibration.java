package io.polygil.measure;

/**
 * How many iterations make a round and how many rounds a measurement, found the way
 * pytest-benchmark does.
 *
 * @param iterations iterations in each round
 * @param rounds rounds to measure
 */
record Calibration(int iterations, int rounds) {

  /** A round is at least this many times as long as the clock's precision. */
  private static final int PRECISIONS_PER_ROUND = 10;

  /** From this share of the wanted time on, the number of iterations is estimated by proportion. */
  private static final double ESTIMATE_FROM = 0.5;

  /** A round so many times as long as it has to be is long enough whatever has held it up. */
  private static final int SURELY_LONG = 8;

  private static final int PRECISION_READINGS = 10_000;

  static Calibration of(TimedWorkload<?> workload, MeasurePlan plan, long precisionNanos)
      throws Exception {
    long minNanos = Math.max(plan.minTime().toNanos(), precisionNanos * PRECISIONS_PER_ROUND);
    int iterations = 1;
    while (true) {
      String where = "calibration with iterations: " + iterations;
      long nanos = workload.round(iterations, where).wallNanos();
      if (nanos >= minNanos && nanos < minNanos * SURELY_LONG) {
        // Once more: a call that something has held up would stand for all.
        nanos = Math.min(nanos, workload.round(iterations, where).wallNanos());
      }
      if (nanos >= minNanos || iterations == plan.maxIterations()) {
        return new Calibration(iterations, roundsFor(nanos, plan));
      }
      double wanted =
          nanos >= minNanos * ESTIMATE_FROM
              ? Math.ceil((double) iterations * minNanos / nanos)
              : iterations * 10.0;
      iterations = (int) Math.min(plan.maxIterations(), wanted);
    }
  }

  private static int roundsFor(long roundNanos, MeasurePlan plan) {
    double rounds = Math.ceil((double) plan.maxTime().toNanos() / Math.max(roundNanos, 1));
    return (int) Math.clamp(rounds, plan.minRounds(), plan.maxRounds());
  }

  /**
   * Returns the smallest step the wall time of a clock was seen to make, in nanoseconds; 1 if it
   * made none.
   */
  static long precisionNanos(Clock clock) {
    long smallest = Long.MAX_VALUE;
    long previous = clock.wallNanos();
    for (int i = 0; i < PRECISION_READINGS; i++) {
      long now = clock.wallNanos();
      if (now > previous) {
        smallest = Math.min(smallest, now - previous);
      }
      previous = now;
    }
    return smallest == Long.MAX_VALUE ? 1 : smallest;
  }
}
