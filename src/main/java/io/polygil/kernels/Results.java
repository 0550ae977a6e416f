package io.polygil.kernels;

import io.polygil.kernel.Buffer;
import io.polygil.kernel.ElementType;
import org.jspecify.annotations.Nullable;

/** Where kernels write their results, as NumPy's functions do. */
final class Results {
  private Results() {}

  /**
   * Where the results go that an argument's elements give, one each: into the caller's Buffer if it
   * has given one, else into the argument's own memory if it is a copy made for this call, of which
   * nobody else knows, else into new memory.
   *
   * @throws IllegalArgumentException if the caller's Buffer is of another type or length, or a copy
   */
  static Buffer of(ElementType type, Buffer argument, @Nullable Buffer out) {
    int length = argument.require(type).length();
    if (out == null) {
      return argument.isCopy()
          ? Buffer.wrap(type, argument.memory())
          : Buffer.allocate(type, length);
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
