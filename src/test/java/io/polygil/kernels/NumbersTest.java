package io.polygil.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @Test
  void fibonacciIsTheRecurrenceModulo64Bits() {
    BigInteger a = BigInteger.ZERO;
    BigInteger b = BigInteger.ONE;
    for (int n = 0; n <= 300; n++) {
      assertThat(Fibonacci.fibonacci_gil(n)).as("F(%d)", n).isEqualTo(a.longValue());
      assertThat(Fibonacci.fibonacci_nogil(n)).as("F(%d)", n).isEqualTo(a.longValue());
      BigInteger next = a.add(b);
      a = b;
      b = next;
    }
  }

  @Test
  void fibonacci93IsTheLargestThatFits() {
    assertThat(Long.toUnsignedString(Fibonacci.fibonacci_gil(93)))
        .isEqualTo("12200160415121876738");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 100, 65_537, 10_000_000})
  void sumIsGauss(long n) {
    assertThat(ParallelSum.calculate_sum(n)).isEqualTo(n * (n + 1) / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void sumOfAnEmptyRangeIsZero(long n) {
    assertThat(ParallelSum.calculate_sum(n)).isZero();
  }

  @Test
  void aSumThatDoesNotFitIsRefusedBeforeItIsAdded() {
    assertThatThrownBy(() -> ParallelSum.calculate_sum(4_294_967_296L))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("4294967295");
  }
}
