package io.polygil.compare;

import io.polygil.measure.Statistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one workload took at one value of what is swept.
 *
 * @param at that value: threads, bytes or steps
 * @param rawNanos the time of one iteration in each round; none where there is an error
 * @param error why there are no times, a wrong answer above all; null where all went well
 */
public record SweepPoint(long at, List<Double> rawNanos, @Nullable String error) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is neither a time nor an error
   */
  public SweepPoint {
    rawNanos = List.copyOf(rawNanos);
    if (rawNanos.isEmpty() && error == null) {
      throw new IllegalArgumentException("no rounds at " + at);
    }
  }

  /** Whether it ran and gave the right answer. */
  public boolean hasFigures() {
    return error == null;
  }

  /**
   * The statistics of its rounds.
   *
   * @throws IllegalArgumentException if it has none
   */
  public Statistics statistics() {
    return Statistics.of(rawNanos.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
