package io.polygil.kernel;

import org.jspecify.annotations.Nullable;

/** What is done around the calls of one kernel, in one context: who is told, what is learned. */
final class KernelWatch {
  private final KernelCall kernel;
  private final KernelListener listener;
  private final @Nullable AutoPolicy auto;

  KernelWatch(KernelCall kernel, KernelListener listener, @Nullable AutoPolicy auto) {
    this.kernel = kernel;
    this.listener = listener;
    this.auto = auto;
  }

  /** Begins a call; null for most, of which nobody wants to know anything. */
  @Nullable Entered enter() {
    long start = auto == null ? AutoPolicy.NOT_MEASURED : auto.begin();
    return start != AutoPolicy.NOT_MEASURED || listener.isListening() || KernelThread.areAnyMarked()
        ? new Entered(start)
        : null;
  }

  static void leave(@Nullable Entered call) {
    if (call != null) {
      call.leave();
    }
  }

  /** A call that somebody is told of, or that is measured, or that runs where one may be. */
  final class Entered {
    private final KernelThread.Before before = KernelThread.here().mark(listener, false);
    private final long start;

    Entered(long start) {
      this.start = start;
      listener.entered(kernel);
    }

    private void leave() {
      listener.left(kernel);
      before.restore();
      if (auto != null) {
        auto.end(start);
      }
    }
  }
}
