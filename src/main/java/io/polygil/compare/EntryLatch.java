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

  // A kernel that is called a million times must not pay for the call that was waited for.
  @Override
  public boolean isListening() {
    return latch.getCount() != 0;
  }

  @Override
  public void entered(KernelCall call) {
    latch.countDown();
  }

  @Override
  public void left(KernelCall call) {}
}
