package io.polygil.measure;

import java.util.List;

/**
 * How a workload got faster while it warmed up.
 *
 * @param nanos wall time of one iteration in each warm-up round, in the order they were run. The
 *     first rounds are single iterations; those of a fast workload hold ever more iterations, whose
 *     mean is given
 * @param ending why the warm-up ended
 */
public record WarmUpCurve(List<Long> nanos, Ending ending) {

  /** Why a warm-up ended. */
  public enum Ending {
    /** The times had stopped falling. */
    STEADY,
    /** The most rounds allowed had been run. */
    ROUND_LIMIT,
    /** The time budget was used up. */
    TIME_LIMIT
  }

  /** Copies the list. */
  public WarmUpCurve {
    nanos = List.copyOf(nanos);
  }

  /** Tells whether the times had stopped falling when the warm-up ended. */
  public boolean steady() {
    return ending == Ending.STEADY;
  }
}
