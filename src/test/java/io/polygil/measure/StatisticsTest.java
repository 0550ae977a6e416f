package io.polygil.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The expected numbers were computed with Python's {@code statistics} module (mean, stdev, median)
 * and, for quartiles and outliers, with the formulas of pytest-benchmark's stats.py: medians of the
 * halves for an even number of rounds, "method 3" of Wikipedia's article on quartiles for an odd
 * one.
 */
class StatisticsTest {

  private static final Offset<Double> EXACT = within(1e-9);

  @ParameterizedTest
  @CsvSource({
    "'7', 7, 0, 7, 7, 7, 0, 0",
    "'3 1', 2, 1.4142135623730951, 2, 1, 3, 0, 0",
    "'5 1 2', 2.6666666666666665, 2.0816659994661326, 2, 1.25, 4.25, 1, 0",
    "'120 100 110 105 900', 267, 353.9350222851647, 110, 103.75, 315, 1, 1",
    "'9 3 7 1 5 11', 6, 3.7416573867739413, 6, 3, 9, 2, 0",
    "'1 2 3 4 5 6 7', 4, 2.160246899469287, 4, 2.25, 5.75, 2, 0",
    "'10 20 30 40 50 60 70 80 90', 50, 27.386127875258307, 50, 27.5, 72.5, 4, 0",
    "'2 4 4 4 5 5 7 9 100 3 8', 13.727272727272727, 28.69177899361038, 5, 4, 7.75, 1, 1",
  })
  void agreesWithPytestBenchmark(
      String rounds,
      double mean,
      double stddev,
      double median,
      double q1,
      double q3,
      int stddevOutliers,
      int iqrOutliers) {
    Statistics statistics = Statistics.of(numbers(rounds));

    assertThat(statistics.meanNanos()).isCloseTo(mean, EXACT);
    assertThat(statistics.stddevNanos()).isCloseTo(stddev, EXACT);
    assertThat(statistics.medianNanos()).isCloseTo(median, EXACT);
    assertThat(statistics.q1Nanos()).isCloseTo(q1, EXACT);
    assertThat(statistics.q3Nanos()).isCloseTo(q3, EXACT);
    assertThat(statistics.iqrNanos()).isCloseTo(q3 - q1, EXACT);
    assertThat(statistics.stddevOutliers()).isEqualTo(stddevOutliers);
    assertThat(statistics.iqrOutliers()).isEqualTo(iqrOutliers);
  }

  @Test
  void countsAndSumsRounds() {
    Statistics statistics = Statistics.of(numbers("120 100 110 105 900"));

    assertThat(statistics.minNanos()).isEqualTo(100);
    assertThat(statistics.maxNanos()).isEqualTo(900);
    assertThat(statistics.totalNanos()).isEqualTo(1335);
    assertThat(statistics.rounds()).isEqualTo(5);
    assertThat(statistics.ops()).isCloseTo(3745318.352059925, within(1e-6));
  }

  @Test
  void leavesTheGivenTimesAlone() {
    double[] nanos = {3, 1, 2};

    Statistics.of(nanos);

    assertThat(nanos).containsExactly(3, 1, 2);
  }

  @Test
  void callsOnlyAWideMiddleHalfUnstable() {
    // One far outlier leaves the quartiles where they are.
    assertThat(Statistics.of(numbers("100 101 102 103 104 105 106 900")).unstable()).isFalse();

    Statistics wide = Statistics.of(numbers("80 90 100 110 120"));
    assertThat(wide.relativeSpread()).isCloseTo(0.25, EXACT);
    assertThat(wide.unstable()).isTrue();
  }

  @Test
  void timesOfZeroGiveNoSpreadAndNoOperations() {
    Statistics statistics = Statistics.of(new double[] {0, 0});

    assertThat(statistics.relativeSpread()).isZero();
    assertThat(statistics.ops()).isZero();
  }

  @Test
  void refusesNoRoundsAndTimesThatAreNoNumbers() {
    assertThatThrownBy(() -> Statistics.of(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no rounds");
    assertThatThrownBy(() -> Statistics.of(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }
}
