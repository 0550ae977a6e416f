package io.polygil.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against p values that others have published. */
class MannWhitneyTest {
  /** Hollander and Wolfe (1973), page 69: permeability of membranes; R: W = 35, p = 0.2544. */
  @Test
  void exactWithoutTies() {
    double[] atTerm = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    double[] earlier = {1.15, 0.88, 0.90, 0.74, 1.21};
    assertThat(MannWhitney.pValue(atTerm, earlier)).isEqualTo(0.2544, within(0.00005));
    assertThat(MannWhitney.pValue(earlier, atTerm)).isEqualTo(0.2544, within(0.00005));
  }

  /**
   * Ozone in New York in May and in August 1973, as R's help on wilcox.test has it: many ties, W =
   * 127.5, p = 0.0001208.
   */
  @Test
  void approximatedWithTies() {
    double[] may = {
      41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45,
      115, 37
    };
    double[] august = {
      39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76,
      118, 84, 85
    };
    assertThat(MannWhitney.pValue(may, august)).isEqualTo(0.0001208, within(0.00000005));
  }

  @Test
  void equalSeriesAreNoChange() {
    double[] same = {5, 5, 5, 5};
    assertThat(MannWhitney.pValue(same, same)).isEqualTo(1);
    assertThatThrownBy(() -> MannWhitney.pValue(new double[0], same))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Of n + m rounds, n come first in one of (n + m over n) orders: 2/20, 2/35, 2/56, 2/70. */
  @Test
  void fewRoundsCannotBeSignificant() {
    assertThat(MannWhitney.canBeSignificant(3, 3)).isFalse();
    assertThat(MannWhitney.canBeSignificant(3, 4)).isFalse();
    assertThat(MannWhitney.canBeSignificant(3, 5)).isTrue();
    assertThat(MannWhitney.canBeSignificant(4, 4)).isTrue();
    assertThat(MannWhitney.canBeSignificant(1, 38)).isFalse();
    assertThat(MannWhitney.canBeSignificant(3_000, 3_000)).isTrue();
  }
}
