package io.polygil;

import java.io.Serial;
import java.time.Duration;

/**
 * Python ran for longer than it may. It was interrupted and its context ended, so that nothing of
 * it goes on; only a Java kernel that does not return cannot be stopped.
 */
public final class PythonTimeoutException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Duration limit;

  PythonTimeoutException(String pool, String what, Duration limit, String where) {
    super(
        "Pool \""
            + pool
            + "\": "
            + what
            + " ran longer than its limit of "
            + DurationText.of(limit)
            + where
            + "; its context was ended");
    this.limit = limit;
  }

  /** How long it was allowed to run. */
  public Duration limit() {
    return limit;
  }
}
