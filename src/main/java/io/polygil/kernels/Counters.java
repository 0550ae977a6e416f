package io.polygil.kernels;

import io.polygil.kernel.Cancellation;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelClass;
import io.polygil.kernel.KernelModule;
import io.polygil.kernel.KernelProperty;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Document 001's question turned round: two kernels that have released the GIL work on the same
 * data. Without the GIL, and without a lock of its own, increments are lost.
 */
@KernelModule(
    value = "counters",
    doc = "Data that several threads change while the GIL is released.",
    classes = Counters.Counter.class)
public final class Counters {
  private Counters() {}

  /** A number that threads share. */
  @KernelClass(doc = "A number that starts at 0, for several threads to increment.")
  public static final class Counter {
    // Between two blocks the kernel asks whether it was cancelled.
    private static final int TURNS_PER_BLOCK = 1 << 16;

    private final ReentrantLock lock = new ReentrantLock();
    // Read by one instruction and written by another, as a field is: the race is the point. Of a
    // field the compiler would make one addition for a whole block, so it may leave out neither.
    private final AtomicLong value = new AtomicLong();

    /** A counter at 0. */
    @Kernel(gil = Gil.HOLD)
    public Counter() {}

    /** The number. */
    @KernelProperty(doc = "The number of increments that were kept.")
    public long value() {
      return value.getOpaque();
    }

    /**
     * Adds 1 so many times, one at a time, while other Python threads run. Two threads that do so
     * at once lose increments.
     *
     * @throws IllegalArgumentException if times is negative
     */
    @Kernel(
        gil = Gil.RELEASE,
        doc = "Adds 1 so many times without a lock: threads that do so at once lose increments.")
    public void increment(long times) {
      inBlocks(times, this::incrementBlock);
    }

    /**
     * Adds 1 so many times, each under the counter's lock, while other Python threads run. None is
     * lost.
     *
     * @throws IllegalArgumentException if times is negative
     */
    @Kernel(
        gil = Gil.RELEASE,
        doc = "Adds 1 so many times, each time under the counter's lock: none is lost.")
    public void increment_locked(long times) {
      inBlocks(times, this::incrementBlockLocked);
    }

    private static void inBlocks(long times, IntBlock block) {
      if (times < 0) {
        throw new IllegalArgumentException("times must not be negative, got " + times);
      }
      for (long left = times; left > 0; left -= TURNS_PER_BLOCK) {
        block.run((int) Math.min(left, TURNS_PER_BLOCK));
        Cancellation.check();
      }
    }

    private void incrementBlock(int turns) {
      for (int i = 0; i < turns; i++) {
        value.setOpaque(value.getOpaque() + 1);
      }
    }

    private void incrementBlockLocked(int turns) {
      for (int i = 0; i < turns; i++) {
        lock.lock();
        try {
          value.setOpaque(value.getOpaque() + 1);
        } finally {
          lock.unlock();
        }
      }
    }

    @Override
    public String toString() {
      return "Counter(" + value() + ")";
    }
  }

  private interface IntBlock {
    void run(int turns);
  }
}
