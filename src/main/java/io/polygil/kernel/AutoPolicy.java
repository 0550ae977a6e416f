package io.polygil.kernel;

import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Learns how long the calls of an AUTO kernel take, in one context, and tells its Python function
 * whether to hold the GIL. Threads may count past one another: it is an estimate.
 */
final class AutoPolicy {
  /** What {@link #begin} gives for most calls. */
  static final long NOT_MEASURED = 0;

  private static final int FIRST_CALLS = 32;
  private static final int SAMPLING = 16;
  private static final double HOLD_BELOW_NANOS = 5_000;
  private static final double RELEASE_ABOVE_NANOS = 10_000;

  private @Nullable Value function;
  private int calls;
  private double meanNanos = -1;
  private boolean holds;

  /** Takes the Python object whose attribute {@code holds} the function reads. */
  @Nullable Object connect(Value... arguments) {
    function = arguments[0];
    return null;
  }

  /** Begins a call; what it returns is for {@link #end}. */
  long begin() {
    int call = calls++;
    return call < FIRST_CALLS || call % SAMPLING == 0
        ? Math.max(1, System.nanoTime())
        : NOT_MEASURED;
  }

  void end(long begun) {
    if (begun == NOT_MEASURED) {
      return;
    }
    double nanos = (double) (System.nanoTime() - begun);
    meanNanos = meanNanos < 0 ? nanos : meanNanos + (nanos - meanNanos) / 8;
    boolean hold = holds ? meanNanos < RELEASE_ABOVE_NANOS : meanNanos < HOLD_BELOW_NANOS;
    Value told = function;
    if (hold != holds && told != null) {
      holds = hold;
      told.putMember("holds", hold);
    }
  }
}
