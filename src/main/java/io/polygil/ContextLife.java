package io.polygil;

import java.time.Duration;

/** How the contexts of a {@link ContextPool} are made, kept and ended. Thread-safe. */
interface ContextLife<C> {
  /** Makes a context; may take seconds. Its id is the first of its kind in the pool. */
  C create(int id);

  /** Brings a new context to where it may be lent. */
  void warmUp(C context);

  /** Whether a context that comes back may be lent again. Quick; runs no Python. */
  boolean isUsable(C context);

  /** Whether an idle context still runs Python. */
  boolean check(C context);

  /**
   * Puts a context back to its state after the warm-up.
   *
   * @throws RuntimeException if that cannot be done
   */
  void reset(C context);

  /** Ends a context in which nothing runs in the orderly way, and by force where that hangs. */
  void close(C context);

  /** How long {@link #close} may take before it resorts to force. */
  default Duration orderlyClose() {
    return Duration.ZERO;
  }

  /** Ends a context by force. Returns when nothing runs in it any longer, which may be never. */
  void cancel(C context);

  /** Told that somebody waits for a context and no more can be made. Quick. */
  default void wanted() {}

  /** Reports a context that does not end, which a Java kernel that never returns can cause. */
  void reportStuck(C context, RetirementCause cause);

  /** Reports a context that could not be made or warmed up while nobody waited for it. */
  void reportFailure(RuntimeException failure);
}
