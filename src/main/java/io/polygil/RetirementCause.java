package io.polygil;

/** Why a context left its pool. */
public enum RetirementCause {
  /** It reached its maximum lifetime. */
  AGE,
  /** It was leased as often as it may be; with {@link Isolation#FRESH} after its first lease. */
  USES,
  /** It was idle for longer than the idle time-out, and more were idle than must be. */
  IDLE,
  /** A run in it passed its time limit. */
  TIMED_OUT,
  /** A run in it was cancelled. */
  CANCELLED,
  /** Python ended it, by {@code os._exit} or an internal error. */
  CRASHED,
  /** Its keep-alive check failed. */
  FAILED_CHECK,
  /** It could not be put back to its first state. */
  FAILED_RESET,
  /** Its lease was never closed. */
  LEAKED,
  /** The pool was closed. */
  POOL_CLOSED;

  /** Whether something may still run in such a context, so that it must be ended by force. */
  boolean isForced() {
    return switch (this) {
      case TIMED_OUT, CANCELLED, CRASHED, LEAKED, FAILED_CHECK, FAILED_RESET -> true;
      case AGE, USES, IDLE, POOL_CLOSED -> false;
    };
  }
}
