package io.polygil.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buffers in Java, on their way, and in Python, where array.array is the oracle. */
class BufferTest {
  private static PythonPool pool;
  private static PythonLease lease;

  /** Kernels that show what arrives. */
  @KernelModule("buffers")
  static final class Buffers {
    @Kernel(gil = Gil.HOLD)
    static String describe(Buffer buffer) {
      return buffer.toString();
    }

    @Kernel(gil = Gil.HOLD)
    static Buffer same(Buffer buffer) {
      return buffer;
    }

    @Kernel(gil = Gil.HOLD)
    static void clear(Buffer buffer) {
      java.util.Arrays.fill(buffer.memory(), (byte) 0);
    }
  }

  @BeforeAll
  static void start() {
    pool =
        PythonPool.builder()
            .maximumSize(1)
            .modulePath(Path.of("src/test/python"))
            .kernels(Buffers.class)
            .build();
    lease = pool.acquire();
  }

  @AfterAll
  static void stop() {
    lease.close();
    pool.close();
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void elementsAreReadAsTheyWereWritten(ElementType type) {
    Buffer buffer = Buffer.allocate(type, 3);
    if (type.isInteger()) {
      buffer.setLong(1, -1);
      long bits = type.size() * 8L;
      boolean isUnsigned = Character.isUpperCase(type.format()) && type != ElementType.UINT64;
      assertThat(buffer.getLong(1)).isEqualTo(isUnsigned ? (1L << bits) - 1 : -1);
      assertThat(buffer.getLong(0)).isZero();
      assertThat(buffer.getLong(2)).isZero();
      assertThatThrownBy(() -> buffer.getDouble(0)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> buffer.setDouble(0, 1)).isInstanceOf(IllegalArgumentException.class);
    } else {
      buffer.setDouble(1, 1.5);
      assertThat(buffer.getDouble(1)).isEqualTo(1.5);
      assertThat(buffer.getDouble(2)).isZero();
      assertThatThrownBy(() -> buffer.getLong(0)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> buffer.setLong(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(buffer.segment().byteSize()).isEqualTo(3L * type.size());
  }

  @Test
  void viewsAreOfTheElementsTypeAndShareTheMemory() {
    Buffer doubles = Buffer.copyOf(1.0, 2.0);
    doubles.doubles().put(0, 5);
    assertThat(doubles.getDouble(0)).isEqualTo(5);
    assertThat(Buffer.copyOf(1.0f).floats().get(0)).isEqualTo(1);
    assertThat(Buffer.copyOf(7L).longs().get(0)).isEqualTo(7);
    assertThat(Buffer.copyOf(7).ints().get(0)).isEqualTo(7);
    assertThat(Buffer.copyOf((short) 7).shorts().get(0)).isEqualTo((short) 7);
    assertThatThrownBy(doubles::ints)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the Buffer holds float64 ('d') elements, not int32 ('i') ones");
  }

  @Test
  void lengthsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> Buffer.allocate(ElementType.FLOAT64, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Buffer.allocate(ElementType.FLOAT64, Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Buffer.wrap(ElementType.INT16, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 bytes are no whole number of int16 ('h') elements");
    assertThatThrownBy(() -> Buffer.copyOf(1).getLong(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void buffersGoThroughCallsOfTheHost() {
    Buffer given = Buffer.copyOf(1, 2, 3);
    assertThat(lease.call("buffer_checks:reversed_in_place", Buffer.class, given))
        .extracting(Buffer::type, Buffer::length)
        .containsExactly(ElementType.INT32, 3);
    assertThat(given.getLong(0)).as("shared").isEqualTo(3);
  }

  @Test
  void behavesAsItsPythonChecksSay() {
    List<?> checks = lease.call("buffer_checks:names", List.class);
    assertThat(checks).hasSizeGreaterThan(8);
    for (Object check : checks) {
      lease.call("buffer_checks:" + check, void.class);
    }
  }
}
