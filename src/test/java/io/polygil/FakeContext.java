package io.polygil;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A context without Python. It notices when two have it at once, and when it is ended twice. */
final class FakeContext {
  private final int id;
  private final AtomicReference<@Nullable Thread> holder = new AtomicReference<>();
  private final AtomicInteger closes = new AtomicInteger();
  private final AtomicInteger cancels = new AtomicInteger();
  private volatile boolean usable = true;

  FakeContext(int id) {
    this.id = id;
  }

  int id() {
    return id;
  }

  /** Claims it for this thread; false if another has it. */
  boolean hold() {
    return holder.compareAndSet(null, Thread.currentThread());
  }

  boolean letGo() {
    return holder.compareAndSet(Thread.currentThread(), null);
  }

  boolean isUsable() {
    return usable;
  }

  void crash() {
    usable = false;
  }

  void closed() {
    usable = false;
    closes.incrementAndGet();
  }

  void cancelled() {
    usable = false;
    cancels.incrementAndGet();
  }

  int closes() {
    return closes.get();
  }

  int cancels() {
    return cancels.get();
  }

  int ends() {
    return closes() + cancels();
  }

  @Override
  public String toString() {
    return "context " + id;
  }
}
