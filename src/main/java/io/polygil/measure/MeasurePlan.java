package io.polygil.measure;

import java.time.Duration;

/**
 * How long and how often to measure a workload. After warm-up, the number of iterations per round
 * is set so that a round lasts {@code minTime}, and the number of rounds so that they last {@code
 * maxTime} together.
 *
 * @param warmUp when the warm-up ends
 * @param minRounds least number of rounds, at least 1; it wins over {@code maxTime}
 * @param maxRounds most rounds, at least {@code minRounds}
 * @param minTime least time of a round; at least ten times the clock's precision is always kept
 * @param maxTime time that all rounds of a workload take together, as far as it can be foreseen
 * @param maxIterations most iterations in a round, at least 1; it wins over {@code minTime}
 */
public record MeasurePlan(
    WarmUpPlan warmUp,
    int minRounds,
    int maxRounds,
    Duration minTime,
    Duration maxTime,
    int maxIterations) {

  // Reading the CPU times around a round costs tens of microseconds: shorter rounds would make a
  // measurement take many times its maxTime.
  private static final Duration ROUND_MIN_TIME = Duration.ofMillis(1);

  private static final int MOST_ITERATIONS = 10_000_000;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if a limit is out of the range given above or a duration is
   *     negative
   */
  public MeasurePlan {
    if (minRounds < 1 || maxRounds < minRounds) {
      throw new IllegalArgumentException("rounds: min %d, max %d".formatted(minRounds, maxRounds));
    }
    if (maxIterations < 1) {
      throw new IllegalArgumentException("maxIterations must be at least 1, not " + maxIterations);
    }
    if (minTime.isNegative() || maxTime.isNegative()) {
      throw new IllegalArgumentException(
          "negative time: min %s, max %s".formatted(minTime, maxTime));
    }
  }

  /** Returns the plan for figures to publish: up to 10 s of warm-up, then 3 s in 10+ rounds. */
  public static MeasurePlan full() {
    return new MeasurePlan(
        WarmUpPlan.within(Duration.ofSeconds(10)),
        10,
        3_000,
        ROUND_MIN_TIME,
        Duration.ofSeconds(3),
        MOST_ITERATIONS);
  }

  /** Returns the plan for a first look: up to 2 s of warm-up, then half a second in 3+ rounds. */
  public static MeasurePlan quick() {
    return new MeasurePlan(
        WarmUpPlan.within(Duration.ofSeconds(2)),
        3,
        500,
        ROUND_MIN_TIME,
        Duration.ofMillis(500),
        MOST_ITERATIONS);
  }

  /** Returns this plan with another warm-up. */
  public MeasurePlan withWarmUp(WarmUpPlan newWarmUp) {
    return new MeasurePlan(newWarmUp, minRounds, maxRounds, minTime, maxTime, maxIterations);
  }

  /**
   * Returns this plan with other limits to the number of rounds.
   *
   * @throws IllegalArgumentException if {@code min} is less than 1 or {@code max} less than {@code
   *     min}
   */
  public MeasurePlan withRounds(int min, int max) {
    return new MeasurePlan(warmUp, min, max, minTime, maxTime, maxIterations);
  }

  /**
   * Returns this plan with another time for all rounds of a workload.
   *
   * @throws IllegalArgumentException if {@code newMaxTime} is negative
   */
  public MeasurePlan withMaxTime(Duration newMaxTime) {
    return new MeasurePlan(warmUp, minRounds, maxRounds, minTime, newMaxTime, maxIterations);
  }

  /**
   * Returns this plan with another most number of iterations in a round.
   *
   * @throws IllegalArgumentException if {@code newMaxIterations} is less than 1
   */
  public MeasurePlan withMaxIterations(int newMaxIterations) {
    return new MeasurePlan(warmUp, minRounds, maxRounds, minTime, maxTime, newMaxIterations);
  }
}
