package io.polygil;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a context; completes with one, maybe under the pool's lock.
 *
 * <p>To hand a context over to a thread that sleeps keeps it from work until that thread is awake.
 * So a thread that has not waited for long is only woken, and whoever is first gets the context;
 * one that has waited for {@link #PATIENCE_NANOS} is handed the next one.
 */
final class Waiter<C> extends CompletableFuture<PooledContext<C>> {
  /** So long threads that are awake may overtake. */
  static final long PATIENCE_NANOS = 1_000_000;

  private final @Nullable Thread thread;
  private final long sinceNanos;
  private volatile boolean woken;

  /**
   * A waiter.
   *
   * @param thread sleeps until it is woken; null for one that must be handed its context
   */
  Waiter(@Nullable Thread thread, long sinceNanos) {
    this.thread = thread;
    this.sinceNanos = sinceNanos;
  }

  boolean mayBeOvertaken(long nowNanos) {
    return thread != null && nowNanos - sinceNanos < PATIENCE_NANOS;
  }

  /** Whether it is on its way to look for a context itself. */
  boolean isWoken() {
    return woken;
  }

  void wake() {
    woken = true;
    LockSupport.unpark(thread);
  }

  /** Says that the thread looks now: what becomes idle later must wake it again. */
  void look() {
    woken = false;
  }

  boolean give(PooledContext<C> context) {
    boolean given = complete(context);
    LockSupport.unpark(thread);
    return given;
  }

  boolean fail(RuntimeException failure) {
    boolean told = completeExceptionally(failure);
    LockSupport.unpark(thread);
    return told;
  }
}
