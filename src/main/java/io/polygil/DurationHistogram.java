package io.polygil;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long something took, many times over: an immutable count for each class of durations. Classes
 * are a quarter of a power of two wide, so that a percentile is at most a quarter too high.
 */
public final class DurationHistogram {
  private static final int STEPS = 4;
  private static final int CLASSES = Long.SIZE * STEPS;

  private final long[] counts;
  private final long count;
  private final long totalNanos;

  private DurationHistogram(long[] counts, long totalNanos) {
    this.counts = counts;
    this.count = Arrays.stream(counts).sum();
    this.totalNanos = totalNanos;
  }

  /** How often. */
  public long count() {
    return count;
  }

  /** All of them together. */
  public Duration total() {
    return Duration.ofNanos(totalNanos);
  }

  /** The mean; zero where there was none. */
  public Duration mean() {
    return Duration.ofNanos(count == 0 ? 0 : totalNanos / count);
  }

  /**
   * A duration that this share of all did not exceed; zero where there was none.
   *
   * @param share 0.5 for the median, 0.99 for the 99th percentile, 1 for the longest
   * @throws IllegalArgumentException if {@code share} is not within 0 and 1
   */
  public Duration percentile(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("A share is between 0 and 1, got " + share);
    }
    if (count == 0) {
      return Duration.ZERO;
    }
    long wanted = Math.max(1, (long) Math.ceil(share * (double) count));
    long seen = 0;
    int index = -1;
    while (seen < wanted) {
      seen += counts[++index];
    }
    return Duration.ofNanos(highestNanos(index));
  }

  @Override
  public String toString() {
    return "count "
        + count
        + ", median "
        + percentile(0.5)
        + ", 99 % "
        + percentile(0.99)
        + ", longest "
        + percentile(1);
  }

  /** The class of a duration; 0 is for those below {@code STEPS} ns, one class for each. */
  private static int index(long nanos) {
    if (nanos < STEPS) {
      return (int) Math.max(0, nanos);
    }
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (power - 2)) & (STEPS - 1);
    return (power - 1) * STEPS + step;
  }

  private static long highestNanos(int index) {
    if (index < STEPS) {
      return index;
    }
    int power = index / STEPS + 1;
    long width = 1L << (power - 2);
    return (1L << power) + (index % STEPS) * width + (width - 1);
  }

  /** Counts durations from any number of threads. */
  static final class Recorder {
    private final LongAdder[] counts = new LongAdder[CLASSES];
    private final LongAdder totalNanos = new LongAdder();

    Recorder() {
      Arrays.setAll(counts, _ -> new LongAdder());
    }

    void record(long nanos) {
      counts[index(nanos)].increment();
      totalNanos.add(nanos);
    }

    DurationHistogram snapshot() {
      long[] copy = new long[CLASSES];
      Arrays.setAll(copy, index -> counts[index].sum());
      return new DurationHistogram(copy, totalNanos.sum());
    }
  }
}
