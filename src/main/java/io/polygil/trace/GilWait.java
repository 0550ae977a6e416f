package io.polygil.trace;

import org.jspecify.annotations.Nullable;

/**
 * One wait for a GIL.
 *
 * @param context the context's number
 * @param thread the name of the thread that waited
 * @param from its beginning, in nanoseconds since the timeline's
 * @param to its end
 * @param line where in the Python code it waited, such as {@code app.py:12}, or null
 * @param holder the name of the thread that had the GIL for most of the time; null if none is known
 * @param holderKernel the kernel in which that thread held it for most of that time; null if it ran
 *     Python
 * @param holderLine where in the Python code that was, or null
 */
public record GilWait(
    int context,
    String thread,
    long from,
    long to,
    @Nullable String line,
    @Nullable String holder,
    @Nullable String holderKernel,
    @Nullable String holderLine) {
  /** How long it lasted, in nanoseconds. */
  public long nanos() {
    return to - from;
  }
}
