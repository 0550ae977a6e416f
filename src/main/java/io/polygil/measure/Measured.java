package io.polygil.measure;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What measuring one workload gave.
 *
 * @param name the workload's name
 * @param answer the answer of its first run, which all later runs equalled
 * @param firstRunNanos wall time of the first, cold run; it is not part of the warm-up curve
 * @param warmUp how the workload got faster before it was measured
 * @param iterations iterations in each measured round
 * @param rounds the measured rounds in the order they were run, at least one
 * @param <T> what the workload answers
 */
public record Measured<T>(
    String name,
    T answer,
    long firstRunNanos,
    WarmUpCurve warmUp,
    int iterations,
    List<Round> rounds) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are no rounds
   */
  public Measured {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException(name + ": no rounds");
    }
  }

  /** Returns the statistics of the wall time of one iteration over the measured rounds. */
  public Statistics statistics() {
    return Statistics.of(rounds.stream().mapToDouble(Round::nanosPerIteration).toArray());
  }

  /** Returns the wall time of all measured rounds in nanoseconds. */
  public long totalWallNanos() {
    return total(Round::wallNanos);
  }

  /** Returns the CPU time of all measured rounds in nanoseconds, or {@link Clock#UNKNOWN}. */
  public long totalCpuNanos() {
    return total(Round::cpuNanos);
  }

  /** Returns the user time of all measured rounds in nanoseconds, or {@link Clock#UNKNOWN}. */
  public long totalUserNanos() {
    return total(Round::userNanos);
  }

  private long total(ToLongFunction<Round> nanos) {
    long total = 0;
    for (Round round : rounds) {
      long roundNanos = nanos.applyAsLong(round);
      if (roundNanos < 0) {
        return Clock.UNKNOWN;
      }
      total += roundNanos;
    }
    return total;
  }
}
