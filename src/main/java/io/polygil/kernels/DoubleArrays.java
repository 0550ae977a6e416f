package io.polygil.kernels;

import io.polygil.kernel.Buffer;
import io.polygil.kernel.ElementType;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Document 002's process_numpy_array: each element times 2. */
@KernelModule(value = "arrays", doc = "Arithmetic on arrays of 64-bit floats.")
public final class DoubleArrays {
  private static final ValueLayout.OfDouble FLOAT64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private DoubleArrays() {}

  /**
   * A new float64 Buffer with each element times 2, as IEEE 754 has it for NaN, infinities and
   * -0.0.
   *
   * @param array of float64; any length, also 0; unchanged
   * @throws IllegalArgumentException if its elements are of another type
   */
  @Kernel(
      gil = Gil.RELEASE,
      doc = "A new Buffer with each 64-bit float times 2, while other Python threads run.",
      aliases = "process_numpy_array")
  public static Buffer process_array(Buffer array) {
    int length = array.require(ElementType.FLOAT64).length();
    Buffer result = Buffer.allocate(ElementType.FLOAT64, length);
    MemorySegment from = array.segment();
    MemorySegment to = result.segment();
    // C2 vectorises this by itself: the Vector API took as long, bound by memory.
    for (int i = 0; i < length; i++) {
      long at = (long) i * Double.BYTES;
      to.set(FLOAT64, at, from.get(FLOAT64, at) * 2);
    }
    return result;
  }
}
