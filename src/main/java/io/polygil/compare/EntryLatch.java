package io.polygil.compare;

import io.polygil.kernel.KernelCall;
import io.polygil.kernel.KernelListener;
import java.util.concurrent.CountDownLatch;

/** Tells when the next kernel call of any context is inside its Java method. */
public final class EntryLatch implements KernelListener {
  private volatile CountDownLatch latch = new CountDownLatch(1);

  /** From now on, waits for a new call. */
  public void reset() {
    latch = new CountDownLatch(1);
  }

  /** Waits until a kernel was entered since {@link #reset()}. */
  public void await() throws InterruptedException {
    latch.await();
  }

  @Override
  public void entered(KernelCall call) {
    // Read first: a kernel that is called a million times must not write to shared memory each
    // time.
    CountDownLatch current = latch;
    if (current.getCount() != 0) {
      current.countDown();
    }
  }

  @Override
  public void left(KernelCall call) {}
}
