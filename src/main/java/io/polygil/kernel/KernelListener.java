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

  /** A listener that does nothing. */
  static KernelListener none() {
    return NoListener.NONE;
  }
}
