package io.polygil.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A Python callable that a kernel got as an argument. It may be called as long as the kernel's call
 * lasts, from any platform thread; the GIL is taken for it where the calling thread does not have
 * it.
 */
public interface PythonFunction {
  /**
   * Calls it.
   *
   * @param type what the result must be
   * @throws RuntimeException what Python raises: let it pass, so that the kernel's caller gets the
   *     same exception object
   * @throws IllegalStateException if it is called from another thread while its kernel holds the
   *     GIL, for which both would wait for ever; or after its kernel has returned
   */
  <T> @Nullable T call(Class<T> type, @Nullable Object... arguments);
}
