package io.polygil.trace;

import org.jspecify.annotations.Nullable;

/**
 * A time in which a thread stayed in one state.
 *
 * @param state the state
 * @param from its beginning, in nanoseconds since the timeline's
 * @param to its end
 * @param kernel the kernel that the thread was in, such as {@code fibonacci.fibonacci_gil}, or null
 * @param line where in the Python code the thread was, such as {@code app.py:12}: of a running one
 *     the line that it was seen at most often; null if it was not seen
 */
public record Segment(
    GilState state, long from, long to, @Nullable String kernel, @Nullable String line) {
  /** How long it lasted, in nanoseconds. */
  public long nanos() {
    return to - from;
  }

  /** How much of it lies in a time, in nanoseconds. */
  long overlap(long begin, long end) {
    return Math.max(0, Math.min(to, end) - Math.max(from, begin));
  }
}
