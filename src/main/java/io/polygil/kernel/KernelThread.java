package io.polygil.kernel;

/** What this thread's innermost kernel call has done, and who is told of it. */
final class KernelThread {
  private static final ThreadLocal<KernelThread> HERE = ThreadLocal.withInitial(KernelThread::new);

  private KernelListener listener = KernelListener.none();
  private boolean detached;

  static KernelThread here() {
    return HERE.get();
  }

  /** The listener of the kernel that runs here; one that does nothing outside of kernels. */
  KernelListener listener() {
    return listener;
  }

  void listener(KernelListener now) {
    listener = now;
  }

  /** Whether the kernel has released the GIL itself, for a while. */
  boolean isDetached() {
    return detached;
  }

  void detached(boolean now) {
    detached = now;
  }
}
