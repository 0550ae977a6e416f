package io.polygil.kernels;

import io.polygil.kernel.Arg;
import io.polygil.kernel.Buffer;
import io.polygil.kernel.ElementType;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Document 002's process_numpy_array: each element times 2. */
@KernelModule(value = "arrays", doc = "Arithmetic on arrays of 64-bit floats.")
public final class DoubleArrays {
  private static final ValueLayout.OfDouble FLOAT64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private DoubleArrays() {}

  /**
   * Each element times 2, as IEEE 754 has it for NaN, infinities and -0.0, in a float64 Buffer.
   *
   * @param array of float64; any length, also 0; unchanged, unless it is {@code out} as well
   * @param out of float64 and of the same length: it is filled and returned; without it a new one
   *     is. For a large array new memory takes twice as long as what was used before, or longer
   * @throws IllegalArgumentException if the elements are of another type, or {@code out} is of
   *     another length or a copy of another of Python's buffers
   */
  @Kernel(
      gil = Gil.RELEASE,
      doc =
          "A Buffer with each 64-bit float times 2, while other Python threads run: out, or a new"
              + " one.",
      aliases = "process_numpy_array")
  public static Buffer process_array(
      Buffer array, @Arg(defaultValue = "None", passing = Arg.Passing.NAME) @Nullable Buffer out) {
    Buffer result = Results.of(ElementType.FLOAT64, array, out);
    int length = array.length();
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
