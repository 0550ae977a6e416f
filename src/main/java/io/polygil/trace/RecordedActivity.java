package io.polygil.trace;

import org.jspecify.annotations.Nullable;

/**
 * What a recording tells of a thread for some time.
 *
 * @param from its beginning, in nanoseconds since the epoch
 * @param to its end
 * @param context the context that the thread is in from then on; 0 where it stays the same
 */
record RecordedActivity(
    Kind kind, long from, long to, int context, @Nullable String kernel, @Nullable String line) {

  /** A wait that goes on after it was interrupted for a moment. */
  RecordedActivity until(long end) {
    return new RecordedActivity(kind, from, end, context, kernel, line);
  }

  boolean isWait() {
    return kind == Kind.GIL_WAIT || kind == Kind.OTHER_WAIT;
  }

  enum Kind {
    IN_CONTEXT,
    HELD,
    RELEASED,
    CALLBACK,
    DETACHED,
    GIL_WAIT,
    OTHER_WAIT
  }
}
