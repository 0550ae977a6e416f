package io.polygil.measure;

import java.time.Duration;

/**
 * When a warm-up ends. It ends steady as soon as the fastest round has not been beaten by more than
 * {@code tolerance} for {@code steadyRounds} rounds that took {@code steadyTime} together, but not
 * before {@code minRounds}; it ends unsteady at {@code maxRounds} or when its rounds have used up
 * the {@code budget}.
 *
 * <p>The steady time is there for compilers that work in the background: a fast workload does many
 * rounds before its compiled code arrives.
 *
 * @param minRounds least number of rounds before the warm-up may end steady
 * @param maxRounds most rounds; 0 for no warm-up
 * @param steadyRounds consecutive rounds without improvement that make it steady
 * @param steadyTime least time those rounds take together
 * @param tolerance the share, from 0 to below 1, by which a round must beat the fastest to be an
 *     improvement
 * @param budget wall time after which no further round is begun; zero for no warm-up
 * @param rehearsals how often at most the workloads of a measurement, each warm by itself, take
 *     turns unmeasured: taking turns is new to compilers that have seen one after the other
 */
public record WarmUpPlan(
    int minRounds,
    int maxRounds,
    int steadyRounds,
    Duration steadyTime,
    double tolerance,
    Duration budget,
    int rehearsals) {

  private static final double USUAL_TOLERANCE = 0.02;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if a number is negative, {@code steadyRounds} is less than 1,
   *     {@code tolerance} is not from 0 to below 1, or a duration is negative
   */
  public WarmUpPlan {
    if (minRounds < 0 || maxRounds < 0 || steadyRounds < 1 || rehearsals < 0) {
      throw new IllegalArgumentException(
          "warm-up rounds: min %d, max %d, steady %d, rehearsals %d"
              .formatted(minRounds, maxRounds, steadyRounds, rehearsals));
    }
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance must be from 0 to below 1, not " + tolerance);
    }
    if (steadyTime.isNegative() || budget.isNegative()) {
      throw new IllegalArgumentException(
          "negative warm-up time: steady %s, budget %s".formatted(steadyTime, budget));
    }
  }

  /**
   * Returns the usual plan within a budget: steady means no improvement by more than 2 % in 5
   * rounds that took a tenth of the budget; there are no rehearsals.
   *
   * @throws IllegalArgumentException if {@code budget} is negative
   */
  public static WarmUpPlan within(Duration budget) {
    return new WarmUpPlan(5, 2_000, 5, budget.dividedBy(10), USUAL_TOLERANCE, budget, 0);
  }

  /** Returns the plan to do no warm-up at all. */
  public static WarmUpPlan none() {
    return within(Duration.ZERO);
  }

  /**
   * Returns this plan with up to so many rehearsals.
   *
   * @throws IllegalArgumentException if {@code most} is negative
   */
  public WarmUpPlan withRehearsals(int most) {
    return new WarmUpPlan(minRounds, maxRounds, steadyRounds, steadyTime, tolerance, budget, most);
  }
}
