package io.polygil.measure;

import java.time.Duration;

/**
 * Waits until this process is idle: compilers that work in the background take a core from what is
 * measured, which on a machine of two cores makes parallel work look serial.
 */
public final class Quiet {
  private static final long LOOK_MILLIS = 100;
  private static final double IDLE_BELOW = 0.15;
  private static final int IDLE_LOOKS = 2;

  private Quiet() {}

  /**
   * Waits.
   *
   * @param clock tells the CPU time; where it cannot, there is no waiting
   * @param limit waits no longer than this
   * @return whether there was nothing to wait for: the process was idle from the beginning
   * @throws InterruptedException if the thread is interrupted
   */
  public static boolean await(Clock clock, Duration limit) throws InterruptedException {
    long start = clock.wallNanos();
    int looks = 0;
    int idle = 0;
    while (clock.wallNanos() - start < limit.toNanos()) {
      long wall = clock.wallNanos();
      long cpu = clock.cpuNanos();
      if (cpu == Clock.UNKNOWN) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
      long used = clock.cpuNanos() - cpu;
      idle = used < IDLE_BELOW * (clock.wallNanos() - wall) ? idle + 1 : 0;
      looks++;
      if (idle == IDLE_LOOKS) {
        return looks == IDLE_LOOKS;
      }
    }
    return false;
  }
}
