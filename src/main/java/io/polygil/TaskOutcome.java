package io.polygil;

import io.polygil.kernel.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a task of an executor, or a word to who waits for tasks.
 *
 * @param task which task; {@link #NONE} or {@link #LAST} where it is not of one
 * @param kind what happened
 * @param result the pickled result, of a task that ended
 * @param shared the Buffers to which the result refers by their index
 * @param message of a task that did not end: why
 */
record TaskOutcome(
    long task, Kind kind, @Nullable Buffer result, List<Buffer> shared, String message) {
  /** Of no task. */
  static final long NONE = -1;

  /** Of no task, and none follows. */
  static final long LAST = -2;

  /** What happened. */
  enum Kind {
    /** Python returned or raised: the result tells which. */
    ENDED,
    /** The task passed the pool's time limit, and was stopped. */
    TIMED_OUT,
    /** The executor can do no more: this is its last word. */
    BROKEN,
    /** Somebody called {@link ContextExecutor#wake}. */
    WOKEN
  }

  static TaskOutcome ended(long task, Buffer result, List<Buffer> shared) {
    return new TaskOutcome(task, Kind.ENDED, result, shared, "");
  }

  static TaskOutcome timedOut(long task, String message) {
    return new TaskOutcome(task, Kind.TIMED_OUT, null, List.of(), message);
  }

  static TaskOutcome broken(String message) {
    return new TaskOutcome(LAST, Kind.BROKEN, null, List.of(), message);
  }

  static TaskOutcome woken() {
    return new TaskOutcome(NONE, Kind.WOKEN, null, List.of(), "");
  }

  boolean isOfTask() {
    return kind == Kind.ENDED || kind == Kind.TIMED_OUT;
  }
}
