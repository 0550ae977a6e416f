package io.polygil.compare;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made when it is first needed, and closed if it was. For one thread. */
final class Lazy<T extends AutoCloseable> {
  private final Supplier<T> source;
  private @Nullable T made;

  Lazy(Supplier<T> source) {
    this.source = source;
  }

  T get() {
    T known = made;
    if (known == null) {
      known = source.get();
      made = known;
    }
    return known;
  }

  void close() {
    T known = made;
    if (known == null) {
      return;
    }
    try {
      known.close();
    } catch (Exception e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
