package io.polygil.context;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C while a program is in Java code. Python raises its {@code KeyboardInterrupt} only where
 * Python's own code runs, so Java code that runs for long asks here, as C extensions ask by {@code
 * PyErr_CheckSignals}.
 */
public final class CtrlC {
  private static final String SIGNAL = "INT";

  // GraalPy hands a signal over to the program's thread within some 25 ms. A handler of the
  // program's own may also raise nothing: then the Java code goes on.
  private static final long HANDED_OVER_NANOS = 500_000_000;
  private static final long LOOK_NANOS = 1_000_000;

  // Static, as a process has one Ctrl-C, and one program that it is for.
  private static final AtomicReference<@Nullable CtrlC> OF_PROGRAM = new AtomicReference<>();

  private final Thread program = Thread.currentThread();
  private final Value python;
  private volatile boolean pending;
  private volatile long cameNanos;

  private CtrlC(Value python) {
    this.python = python;
  }

  /**
   * Takes note of Ctrl-C from now on, for the thread that calls. Python's own handler must be there
   * already; it is told, too.
   *
   * @param python a function of Python that does nothing
   */
  static void watch(Value python) {
    CtrlC watched = new CtrlC(python);
    Signal signal = new Signal(SIGNAL);
    AtomicReference<SignalHandler> pythons = new AtomicReference<>(SignalHandler.SIG_IGN);
    pythons.set(
        Signal.handle(
            signal,
            received -> {
              watched.came();
              pythons.get().handle(received);
            }));
    OF_PROGRAM.set(watched);
  }

  /** No longer takes note of it, as the program has ended. */
  static void forget() {
    OF_PROGRAM.set(null);
  }

  /**
   * Raises the {@code KeyboardInterrupt} that waits for the calling thread; does nothing if none
   * does. It takes a nanosecond or two where there is none.
   *
   * @throws org.graalvm.polyglot.PolyglotException what Python's handler raises: let it pass
   */
  public static void raise() {
    CtrlC came = pendingHere();
    if (came != null) {
      came.raisePending();
    }
  }

  private static @Nullable CtrlC pendingHere() {
    CtrlC watched = OF_PROGRAM.get();
    return watched != null && watched.pending && watched.program.equals(Thread.currentThread())
        ? watched
        : null;
  }

  private void came() {
    cameNanos = System.nanoTime();
    pending = true;
    // Java code that waits looks up then.
    LockSupport.unpark(program);
  }

  /** Whether it has come for the calling thread so short a time ago that Python may not know. */
  static boolean hasJustCome() {
    CtrlC came = pendingHere();
    return came != null && came.isBeingHandedOver();
  }

  private boolean isBeingHandedOver() {
    return System.nanoTime() - cameNanos < HANDED_OVER_NANOS;
  }

  private void raisePending() {
    pending = false;
    do {
      // Where Python's code runs, its handler does.
      python.executeVoid();
      LockSupport.parkNanos(LOOK_NANOS);
      // One that Python's code has long seen costs one look.
    } while (isBeingHandedOver());
  }
}
