package io.polygil.kernel;

/**
 * Told of every kernel call, on the thread that makes it. The one place where traces, experiments
 * and tests hook into calls; it must be thread-safe, quick, and must not throw.
 */
public interface KernelListener {
  /** The kernel's Java method is about to run; the GIL is already in the state it asked for. */
  void entered(KernelCall call);

  /** The kernel's Java method has returned or thrown. */
  void left(KernelCall call);

  /**
   * The kernel is about to call a Python callable that it was given, on this thread, which may be
   * another than the one that it was called on.
   */
  default void calling() {}

  /** The callable has returned or raised. */
  default void called() {}

  /** The kernel has released the GIL for a while, by {@link Gil#detached}. */
  default void detached() {}

  /** The work without the GIL is done: the kernel is about to wait for the GIL. */
  default void attaching() {}

  /** Whether there is any use in telling it of a call that begins now. Asked at every call. */
  default boolean isListening() {
    return true;
  }

  /** A listener that does nothing. */
  static KernelListener none() {
    return NoListener.NONE;
  }
}
