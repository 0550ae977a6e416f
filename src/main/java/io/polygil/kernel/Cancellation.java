package io.polygil.kernel;

import java.util.concurrent.CancellationException;

/**
 * Lets a kernel that runs for long end when its caller is cancelled or passes its time limit, as
 * PyO3's {@code check_signals} does. A kernel asks in every block of its work; it costs a few
 * nanoseconds.
 */
public final class Cancellation {
  private final Thread caller;

  private Cancellation(Thread caller) {
    this.caller = caller;
  }

  /**
   * Ends the kernel if its caller was cancelled. To be called on the thread that Python called on.
   *
   * @throws CancellationException if so: let it pass
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
  }

  /** What the kernel's own worker threads ask: taken on the thread that Python called on. */
  public static Cancellation ofThisCall() {
    return new Cancellation(Thread.currentThread());
  }

  /**
   * Ends a piece of a kernel's work if the kernel's caller was cancelled. Thread-safe.
   *
   * @throws CancellationException if so: let it pass
   */
  public void checkCall() {
    if (caller.isInterrupted()) {
      throw cancelled();
    }
  }

  private static CancellationException cancelled() {
    return new CancellationException("The call of this kernel was cancelled");
  }
}
