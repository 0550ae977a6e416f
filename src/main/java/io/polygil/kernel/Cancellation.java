package io.polygil.kernel;

import io.polygil.context.CtrlC;
import java.util.concurrent.CancellationException;

/**
 * Lets a kernel that runs for long end when its caller is cancelled or passes its time limit, or
 * when Ctrl-C interrupts the program, as PyO3's {@code check_signals} does. A kernel asks in every
 * block of its work; it costs a few nanoseconds.
 */
public final class Cancellation {
  private final Thread caller;

  private Cancellation(Thread caller) {
    this.caller = caller;
  }

  /**
   * Ends the kernel if its caller was cancelled or the program interrupted. To be called on the
   * thread that Python called on.
   *
   * @throws CancellationException if it was cancelled: let it pass
   * @throws RuntimeException Python's {@code KeyboardInterrupt}, or what a handler of the program's
   *     own raises: let it pass
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
    CtrlC.raise();
  }

  /** What the kernel's own worker threads ask: taken on the thread that Python called on. */
  public static Cancellation ofThisCall() {
    return new Cancellation(Thread.currentThread());
  }

  /**
   * Ends a piece of a kernel's work if the kernel's caller was cancelled; on the thread that Python
   * called on, also if the program was interrupted. Thread-safe.
   *
   * @throws CancellationException if it was cancelled: let it pass
   * @throws RuntimeException as {@link #check()} does
   */
  public void checkCall() {
    if (caller.isInterrupted()) {
      throw cancelled();
    }
    CtrlC.raise();
  }

  private static CancellationException cancelled() {
    return new CancellationException("The call of this kernel was cancelled");
  }
}
