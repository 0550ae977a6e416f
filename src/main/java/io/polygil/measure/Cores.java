package io.polygil.measure;

import java.util.concurrent.CountDownLatch;

/**
 * Finds out what a second core is worth at this moment: on a virtual machine it may be lent to
 * somebody else, and then nothing that is measured can run in parallel.
 */
public final class Cores {
  private static final int TRIES = 5;
  private static final int STEPS = 20_000_000;

  private static volatile long sink;

  private Cores() {}

  /**
   * Returns how many times as much two threads get done as one, at best: about 2 on two cores,
   * about 1 where there is only one. Takes some hundred milliseconds.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static double worthOfTwo(Clock clock) throws InterruptedException {
    double best = 0;
    for (int i = 0; i < TRIES; i++) {
      long start = clock.wallNanos();
      work();
      long one = clock.wallNanos() - start;
      best = Math.max(best, 2.0 * one / twoNanos(clock));
    }
    return best;
  }

  private static long twoNanos(Clock clock) throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    Runnable task =
        () -> {
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          work();
        };
    Thread other = Thread.ofPlatform().start(task);
    long start = clock.wallNanos();
    task.run();
    other.join();
    return Math.max(1, clock.wallNanos() - start);
  }

  // Each step needs the one before it, so that no compiler makes fewer of them.
  private static void work() {
    long x = sink | 1;
    for (int i = 0; i < STEPS; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    sink = x;
  }
}
