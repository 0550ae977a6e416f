package io.polygil.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.kernel.Buffer;
import io.polygil.kernel.ElementType;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Arrays and images against one element at a time. */
class BufferKernelsTest {
  private static final double[] UGLY = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    0.0,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    0x1p-1022
  };

  @Test
  void eachDoubleIsDoubledAtEveryLength() {
    Random random = new Random(3);
    for (int length = 0; length < 300; length++) {
      double[] elements = new double[length];
      for (int i = 0; i < length; i++) {
        elements[i] = random.nextBoolean() ? random.nextGaussian() : UGLY[i % UGLY.length];
      }
      Buffer given = Buffer.copyOf(elements);
      Buffer result = DoubleArrays.process_array(given);
      assertThat(result.type()).isEqualTo(ElementType.FLOAT64);
      assertThat(result.length()).isEqualTo(length);
      for (int i = 0; i < length; i++) {
        // By their bits: -0.0 stays -0.0.
        assertThat(Double.doubleToLongBits(result.getDouble(i)))
            .isEqualTo(Double.doubleToLongBits(elements[i] * 2));
        assertThat(Double.doubleToLongBits(given.getDouble(i)))
            .as("the argument is unchanged")
            .isEqualTo(Double.doubleToLongBits(elements[i]));
      }
    }
  }

  @Test
  void eachByteIsDoubledModulo256AtEveryLength() {
    for (int length = 0; length < 600; length++) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) (i * 7);
      }
      Buffer result = Images.process_image(Buffer.copyOf(bytes));
      assertThat(result.type()).isEqualTo(ElementType.UINT8);
      assertThat(result.length()).isEqualTo(length);
      for (int i = 0; i < length; i++) {
        assertThat(result.getLong(i)).isEqualTo((bytes[i] & 0xFF) * 2 % 256);
      }
    }
  }

  @Test
  void otherElementsAreRefused() {
    assertThatThrownBy(() -> DoubleArrays.process_array(Buffer.copyOf(1.0f)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the Buffer holds float32 ('f') elements, not float64 ('d') ones");
    assertThatThrownBy(() -> Images.process_image(Buffer.allocate(ElementType.INT8, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the Buffer holds int8 ('b') elements, not uint8 ('B') ones");
  }

  @Test
  void allSumsAreGauss() {
    for (long n : new long[] {Long.MIN_VALUE, -1, 0, 1, 2, 262_143, 524_288, 524_289, 40_000_001}) {
      long expected = n < 1 ? 0 : n % 2 == 0 ? n / 2 * (n + 1) : (n + 1) / 2 * n;
      assertThat(ParallelSum.calculate_sum(n)).isEqualTo(expected);
      assertThat(ParallelSum.calculate_sum_detached(n)).isEqualTo(expected);
      assertThat(ParallelSum.parallel_calculate_sum(n)).isEqualTo(expected);
      assertThat(ParallelSum.parallel_calculate_sum_gil_released(n)).isEqualTo(expected);
    }
    assertThatThrownBy(() -> ParallelSum.parallel_calculate_sum(4_294_967_296L))
        .isInstanceOf(ArithmeticException.class);
  }
}
