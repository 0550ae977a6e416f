package io.polygil.kernels;

import io.polygil.kernel.Buffer;
import io.polygil.kernel.ElementType;
import org.jspecify.annotations.Nullable;

/** Where kernels write their results, as NumPy's functions do. */
final class Results {
  private Results() {}

  /** The caller's Buffer if it has given one, else a new one. */
  static Buffer of(ElementType type, int length, @Nullable Buffer out) {
    if (out == null) {
      return Buffer.allocate(type, length);
    }
    if (out.isCopy()) {
      throw new IllegalArgumentException(
          "out must be a polygil.Buffer: of any other object a kernel has a copy only, and what it"
              + " writes there is lost");
    }
    if (out.require(type).length() != length) {
      throw new IllegalArgumentException(
          "out has the length %d, the result %d".formatted(out.length(), length));
    }
    return out;
  }
}
