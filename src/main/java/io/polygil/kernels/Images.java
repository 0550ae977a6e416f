package io.polygil.kernels;

import io.polygil.kernel.Arg;
import io.polygil.kernel.Buffer;
import io.polygil.kernel.ElementType;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import org.jspecify.annotations.Nullable;

/** Document 002's process_image: each byte times 2, wrapping around. */
@KernelModule(value = "images", doc = "Arithmetic on images of unsigned bytes.")
public final class Images {
  private Images() {}

  /**
   * Each element times 2 modulo 256, in a uint8 Buffer.
   *
   * @param image of uint8, in any layout: rows, columns and channels do not matter here; any
   *     length, also 0; unchanged, unless it is {@code out} as well
   * @param out of uint8 and of the same length: it is filled and returned; without it a new one is
   * @throws IllegalArgumentException if the elements are of another type, or {@code out} is of
   *     another length or a copy of another of Python's buffers
   */
  @Kernel(
      gil = Gil.RELEASE,
      doc =
          "A Buffer with each byte times 2 modulo 256, while other Python threads run: out, or a"
              + " new one.")
  public static Buffer process_image(
      Buffer image, @Arg(defaultValue = "None", passing = Arg.Passing.NAME) @Nullable Buffer out) {
    Buffer result = Results.of(ElementType.UINT8, image, out);
    byte[] from = image.memory();
    byte[] to = result.memory();
    // A sum, since C2 makes better vector code of it than of a product; the Vector API took longer.
    for (int i = 0; i < from.length; i++) {
      to[i] = (byte) (from[i] + from[i]);
    }
    return result;
  }
}
