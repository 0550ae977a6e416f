package io.polygil.context;

import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Makes Python values Java values of one type. Thread-safe; bound to one context. */
@FunctionalInterface
interface Reader {
  /**
   * Reads a value.
   *
   * @param depth how many structures the value sits in
   * @throws ConversionException if the value is none of this reader's type
   */
  @Nullable Object read(Value value, int depth);

  /** The same, but None becomes null. */
  default Reader orNull() {
    return (value, depth) -> value.isNull() ? null : read(value, depth);
  }
}
