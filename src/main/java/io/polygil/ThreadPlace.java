package io.polygil;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has of one pool. It refers to a lending only while that lasts, so that a thread
 * that outlives the pool keeps nothing of it.
 */
final class ThreadPlace {
  private final AtomicReference<@Nullable Lending> lending = new AtomicReference<>();
  // Of the thread itself.
  private int depth;

  /** What the thread has, or null. */
  @Nullable Lending lending() {
    Lending had = lending.get();
    return had == null || had.isOver() ? null : had;
  }

  void take(Lending taken) {
    lending.set(taken);
  }

  /** Forgets a lending that is over, from any thread. */
  void forget(Lending over) {
    lending.compareAndSet(over, null);
  }

  /** Begins a run within a lending; what it returns is for {@link #leave}. */
  @Nullable Lending enter(Lending entered) {
    depth++;
    return lending.getAndSet(entered);
  }

  void leave(@Nullable Lending outer) {
    depth--;
    lending.set(outer);
  }

  /** Whether the thread runs Python in this lending now. */
  boolean isWithin(Lending asked) {
    return depth > 0 && lending.get() == asked;
  }
}
