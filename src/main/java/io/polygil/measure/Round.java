package io.polygil.measure;

/**
 * The times of one round: totals over its iterations.
 *
 * @param iterations how often the workload ran in the round, at least 1
 * @param wallNanos wall time of the round
 * @param cpuNanos CPU time the process spent in the round on all threads, or {@link Clock#UNKNOWN}
 * @param userNanos user part of the CPU time, or {@link Clock#UNKNOWN}
 */
public record Round(int iterations, long wallNanos, long cpuNanos, long userNanos) {

  /**
   * Checks the number of iterations.
   *
   * @throws IllegalArgumentException if {@code iterations} is less than 1
   */
  public Round {
    if (iterations < 1) {
      throw new IllegalArgumentException("a round has at least 1 iteration, not " + iterations);
    }
  }

  /** Returns the mean wall time of one iteration in nanoseconds. */
  public double nanosPerIteration() {
    return (double) wallNanos / iterations;
  }
}
