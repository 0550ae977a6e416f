package io.polygil.trace;

/**
 * The calls of a kernel in a context.
 *
 * @param context the context's number
 * @param kernel the kernel, such as {@code fibonacci.fibonacci_gil}
 * @param held whether they held the GIL; a kernel may have been called both ways
 * @param calls how many
 * @param nanos how long they took together, in nanoseconds, with the Python that they called back
 * @param shortCalls how many of them were too short to be recorded one by one
 * @param shortNanos how long those took together, in nanoseconds
 */
public record KernelTimes(
    int context,
    String kernel,
    boolean held,
    long calls,
    long nanos,
    long shortCalls,
    long shortNanos) {
  KernelTimes plus(KernelTimes other) {
    return new KernelTimes(
        context,
        kernel,
        held,
        calls + other.calls,
        nanos + other.nanos,
        shortCalls + other.shortCalls,
        shortNanos + other.shortNanos);
  }
}
