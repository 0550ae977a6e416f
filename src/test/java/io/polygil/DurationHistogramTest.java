package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationHistogramTest {
  private static final double[] SHARES = {0, 0.001, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1};

  private static DurationHistogram of(long... nanos) {
    DurationHistogram.Recorder recorder = new DurationHistogram.Recorder();
    Arrays.stream(nanos).forEach(recorder::record);
    return recorder.snapshot();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 1_000, 100_000})
  void percentilesAreThoseOfTheSortedDurationsAndAtMostAQuarterTooHigh(int count) {
    Random random = new Random(count);
    // Every power of two, up to two hours.
    long[] nanos = random.longs(count, 0, 43).map(power -> random.nextLong(1L << power)).toArray();
    DurationHistogram histogram = of(nanos);
    Arrays.sort(nanos);
    for (double share : SHARES) {
      long exact = nanos[Math.max(1, (int) Math.ceil(share * count)) - 1];
      assertThat(histogram.percentile(share).toNanos())
          .as("share %s of %s", share, count)
          .isBetween(exact, exact + exact / 4);
    }
    assertThat(histogram.count()).isEqualTo(count);
    assertThat(histogram.total()).isEqualTo(Duration.ofNanos(Arrays.stream(nanos).sum()));
    assertThat(histogram.mean().toNanos()).isEqualTo(Arrays.stream(nanos).sum() / count);
  }

  @Test
  void isExactBelowEightNanoseconds() {
    for (long nanos = 0; nanos < 8; nanos++) {
      assertThat(of(nanos).percentile(1)).isEqualTo(Duration.ofNanos(nanos));
    }
  }

  @Test
  void everyPowerOfTwoAndItsNeighboursAreWithinAQuarter() {
    for (int power = 2; power < Long.SIZE - 1; power++) {
      for (long nanos : new long[] {(1L << power) - 1, 1L << power, (1L << power) + 1}) {
        assertThat(of(nanos).percentile(1).toNanos()).isBetween(nanos, nanos + nanos / 4);
      }
    }
    assertThat(of(Long.MAX_VALUE).percentile(1)).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  @Test
  void isZeroWhereThereWasNone() {
    DurationHistogram none = of();
    assertThat(none.count()).isZero();
    assertThat(none.mean()).isZero();
    assertThat(none.total()).isZero();
    assertThat(none.percentile(1)).isZero();
    assertThat(none).hasToString("count 0, median PT0S, 99 % PT0S, longest PT0S");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, 50, Double.NaN})
  void refusesWhatIsNoShare(double share) {
    assertThatThrownBy(() -> of(1).percentile(share))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A share is between 0 and 1, got " + share);
  }

  @Test
  void aSnapshotStaysAsItIs() {
    DurationHistogram.Recorder recorder = new DurationHistogram.Recorder();
    recorder.record(5);
    DurationHistogram before = recorder.snapshot();
    recorder.record(7);
    assertThat(before.count()).isEqualTo(1);
    assertThat(before.percentile(1)).isEqualTo(Duration.ofNanos(5));
  }

  @Test
  void countsFromManyThreads() {
    DurationHistogram.Recorder recorder = new DurationHistogram.Recorder();
    IntStream.range(0, 100_000).parallel().forEach(recorder::record);
    DurationHistogram histogram = recorder.snapshot();
    assertThat(histogram.count()).isEqualTo(100_000);
    assertThat(histogram.total()).isEqualTo(Duration.ofNanos(100_000L * 99_999 / 2));
  }
}
