package io.polygil.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
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
      Buffer result = DoubleArrays.process_array(given, null);
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
      Buffer result = Images.process_image(Buffer.copyOf(bytes), null);
      assertThat(result.type()).isEqualTo(ElementType.UINT8);
      assertThat(result.length()).isEqualTo(length);
      for (int i = 0; i < length; i++) {
        assertThat(result.getLong(i)).isEqualTo((bytes[i] & 0xFF) * 2 % 256);
      }
    }
  }

  @Test
  void resultsGoWhereTheCallerWants() {
    Buffer doubles = Buffer.copyOf(1.5, -0.0);
    Buffer into = Buffer.allocate(ElementType.FLOAT64, 2);
    assertThat(DoubleArrays.process_array(doubles, into)).isSameAs(into);
    assertThat(into.getDouble(0)).isEqualTo(3.0);
    assertThat(doubles.getDouble(0)).as("the argument is unchanged").isEqualTo(1.5);
    assertThat(DoubleArrays.process_array(doubles, doubles)).isSameAs(doubles);
    assertThat(doubles.getDouble(0)).isEqualTo(3.0);

    Buffer bytes = Buffer.copyOf(new byte[] {1, -1});
    assertThat(Images.process_image(bytes, bytes)).isSameAs(bytes);
    assertThat(bytes.memory()).containsExactly(2, -2);

    assertThatThrownBy(() -> DoubleArrays.process_array(doubles, Buffer.copyOf(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("out has the length 1, the result 2");
    assertThatThrownBy(() -> Images.process_image(bytes, doubles))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the Buffer holds float64 ('d') elements, not uint8 ('B') ones");
  }

  @Test
  void fromPythonOnlyABufferIsFilled() {
    try (PythonPool pool = PythonPool.builder().maximumSize(1).kernels(DoubleArrays.class).build();
        PythonLease lease = pool.acquire()) {
      lease.exec(
          """
          from array import array
          from arrays import process_array
          from polygil import Buffer
          out = Buffer(array("d", [0, 0]))
          result = process_array(array("d", [1, 2]), out=out)
          assert out.tolist() == [2, 4] == result.tolist()
          result[0] = 7
          assert out[0] == 7, "result and out are the same memory"
          other = array("d", [0, 0])
          try:
              process_array(out, out=other)
          except ValueError as error:
              assert "must be a polygil.Buffer" in str(error), error
          else:
              raise AssertionError("written into a copy that nobody sees")
          try:
              process_array(out, out)
          except TypeError:
              pass
          else:
              raise AssertionError("out is given by name only")
          """);
    }
  }

  @Test
  void fromPythonsOwnBuffersComesAResultThatIsNobodyElses() {
    try (PythonPool pool =
            PythonPool.builder().maximumSize(1).kernels(DoubleArrays.class, Images.class).build();
        PythonLease lease = pool.acquire()) {
      lease.exec(
          """
          from array import array
          from arrays import process_array
          from images import process_image
          given = array("d", [1.5, -0.0])
          result = process_array(given)
          assert result.tolist() == [3.0, 0.0], result.tolist()
          assert given.tolist() == [1.5, 0.0], "the argument is unchanged"
          result[1] = 4
          assert given[1] == 0, "the argument is not the result"
          assert process_array(given, out=result) is not None
          assert result.tolist() == [3.0, 0.0], "a result can be filled again"
          for image in bytes(range(256)), bytearray(range(256)), memoryview(bytes(range(256)))[:]:
              doubled = process_image(image)
              assert bytes(doubled) == bytes(2 * byte % 256 for byte in range(256))
              assert bytes(image) == bytes(range(256)), "the argument is unchanged"
              assert bytes(process_image(doubled, out=doubled))[1] == 4
          """);
    }
  }

  @Test
  void otherElementsAreRefused() {
    assertThatThrownBy(() -> DoubleArrays.process_array(Buffer.copyOf(1.0f), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the Buffer holds float32 ('f') elements, not float64 ('d') ones");
    assertThatThrownBy(() -> Images.process_image(Buffer.allocate(ElementType.INT8, 1), null))
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
