package io.polygil.kernel;

import java.util.concurrent.atomic.AtomicInteger;

/** What this thread's innermost kernel call has done, and who is told of it. */
final class KernelThread {
  private static final ThreadLocal<KernelThread> HERE = ThreadLocal.withInitial(KernelThread::new);

  // To look a thread's own up takes longer than a short kernel: calls do so only where there is
  // any.
  private static final AtomicInteger MARKS = new AtomicInteger();

  private KernelListener listener = KernelListener.none();
  private boolean detached;

  static KernelThread here() {
    return HERE.get();
  }

  /** Whether any thread may have a listener, or have released the GIL. */
  static boolean areAnyMarked() {
    return MARKS.get() != 0;
  }

  /** The listener of the kernel that runs here; one that does nothing outside of kernels. */
  KernelListener listener() {
    return listener;
  }

  /** Whether the kernel has released the GIL itself, for a while. */
  boolean isDetached() {
    return detached;
  }

  /** Sets both; gives what puts them back. */
  Before mark(KernelListener nowListener, boolean nowDetached) {
    Before before = new Before(this, listener, detached);
    MARKS.incrementAndGet();
    listener = nowListener;
    detached = nowDetached;
    return before;
  }

  /** How a thread was before it was marked. */
  record Before(KernelThread thread, KernelListener listener, boolean detached) {
    void restore() {
      thread.listener = listener;
      thread.detached = detached;
      MARKS.decrementAndGet();
    }
  }
}
