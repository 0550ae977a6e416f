package io.polygil.kernel;

import org.jspecify.annotations.Nullable;

/** What a kernel does with the GIL of the context that calls it. */
public enum Gil {
  /** Keeps it: no other Python thread of the context runs until the kernel returns. */
  HOLD,
  /** Releases it: other Python threads of the context run meanwhile. */
  RELEASE,
  /**
   * Releases it only where that pays: as long as the kernel's calls take less than about 5
   * microseconds, which is less than two threads lose when they hand the GIL to each other, it is
   * held, and released once they take more than about 10. What a kernel's calls take is learned for
   * each context, from its first calls and then from one in sixteen. Within {@code
   * polygil.gil.held()} and {@code polygil.gil.released()} the innermost block decides.
   */
  AUTO;

  /** Work that may throw. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object, E extends Exception> {
    /** Does it. */
    T run() throws E;
  }

  /**
   * Releases the GIL within a kernel that holds it, for as long as the work lasts, as the closure
   * of PyO3's {@code detach} does. Nests in any order; does nothing on a thread that Python has not
   * called, or where the GIL is released already.
   *
   * @return what the work returns
   * @throws E what the work throws
   */
  public static <T extends @Nullable Object, E extends Exception> T detached(Work<T, E> work)
      throws E {
    return Detached.run(work);
  }
}
