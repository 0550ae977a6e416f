package io.polygil.measure;

/**
 * Reads wall, CPU and user time. Only differences between two readings of the same clock mean
 * anything. Implementations are safe for use by several threads.
 */
public interface Clock {

  /** What {@link #cpuNanos()} and {@link #userNanos()} return where the platform cannot tell. */
  long UNKNOWN = -1;

  /** Returns the wall time in nanoseconds from an arbitrary origin; it never goes backwards. */
  long wallNanos();

  /**
   * Returns the CPU time of the whole process in nanoseconds: user and system time of all threads,
   * those that have ended included; {@link #UNKNOWN} where the platform cannot tell.
   */
  long cpuNanos();

  /**
   * Returns the user part of {@link #cpuNanos()} in nanoseconds, or {@link #UNKNOWN} where the
   * platform cannot tell.
   */
  long userNanos();

  /**
   * Returns the clock of this machine.
   *
   * <p>Wall time is {@link System#nanoTime()}, with a resolution of some tens of nanoseconds. CPU
   * time is what the JVM reports of its process; on Linux it advances in steps of 10 ms. User time
   * is read from {@code /proc/self/stat}, in steps of 10 ms as well; outside Linux it is {@link
   * #UNKNOWN}. CPU and user figures are therefore good for intervals of a second or more, or summed
   * over many rounds, and not for a single short round.
   */
  static Clock system() {
    return new SystemClock();
  }
}
