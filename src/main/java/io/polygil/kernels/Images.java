package io.polygil.kernels;

import io.polygil.kernel.Buffer;
import io.polygil.kernel.ElementType;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;

/** Document 002's process_image: each byte times 2, wrapping around. */
@KernelModule(value = "images", doc = "Arithmetic on images of unsigned bytes.")
public final class Images {
  private Images() {}

  /**
   * A new uint8 Buffer with each element times 2 modulo 256.
   *
   * @param image of uint8, in any layout: rows, columns and channels do not matter here; any
   *     length, also 0; unchanged
   * @throws IllegalArgumentException if its elements are of another type
   */
  @Kernel(
      gil = Gil.RELEASE,
      doc = "A new Buffer with each byte times 2 modulo 256, while other Python threads run.")
  public static Buffer process_image(Buffer image) {
    byte[] from = image.require(ElementType.UINT8).memory();
    byte[] to = new byte[from.length];
    // A sum, since C2 makes better vector code of it than of a product; the Vector API took longer.
    for (int i = 0; i < from.length; i++) {
      to[i] = (byte) (from[i] + from[i]);
    }
    return Buffer.wrap(ElementType.UINT8, to);
  }
}
