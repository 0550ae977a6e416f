package io.polygil;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lends a pool's contexts and knows which thread has which, so that a thread that asks again gets
 * the one it has. Thread-safe.
 */
final class Lendings {
  private final String poolName;
  private final ContextPool<Interpreter> pool;
  private final PoolCounters counters;
  private final LeaseWatch watch;
  private final LongSupplier nanoTime;
  private final ThreadLocal<ThreadPlace> places = ThreadLocal.withInitial(ThreadPlace::new);

  Lendings(
      String poolName,
      ContextPool<Interpreter> pool,
      PoolCounters counters,
      LeaseWatch watch,
      LongSupplier nanoTime) {
    this.poolName = poolName;
    this.pool = pool;
    this.counters = counters;
    this.watch = watch;
    this.nanoTime = nanoTime;
  }

  String poolName() {
    return poolName;
  }

  /** What this thread has of this pool. */
  ThreadPlace here() {
    return places.get();
  }

  /**
   * Lends a context, waiting for it.
   *
   * @throws PoolTimeoutException if none comes in time
   * @throws CancellationException if this thread is interrupted; its interrupt is kept
   */
  Lending take(Duration timeout) {
    Lending free = tryTake();
    if (free != null) {
      return free;
    }
    watch.recoverLost();
    long start = nanoTime.getAsLong();
    try {
      PooledContext<Interpreter> context = pool.acquire(timeout);
      return lend(context, nanoTime.getAsLong() - start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(
          "Interrupted while waiting for a context of pool \"" + poolName + "\"");
    } catch (CompletionException e) {
      throw Failures.unwrapped(e);
    }
  }

  /** Lends a context that nobody has or waits for, or gives null. */
  @Nullable Lending tryTake() {
    PooledContext<Interpreter> free = pool.tryAcquire();
    return free == null ? null : lend(free, 0);
  }

  /**
   * Lends a context as soon as there is one.
   *
   * @param taker gets it, on the thread that gave it back: it must hand it on
   * @param failed told why none will come, on a thread that must not be kept
   * @return leaves the queue when run; does nothing once a context has come
   */
  Runnable takeLater(Consumer<Lending> taker, Consumer<RuntimeException> failed) {
    long start = nanoTime.getAsLong();
    Lending free = tryTake();
    if (free != null) {
      taker.accept(free);
      return () -> {};
    }
    Waiter<Interpreter> waiter = pool.enqueue();
    CompletableFuture<Void> _ =
        waiter.handle((context, failure) -> {
          if (context != null) {
            taker.accept(lend(context, nanoTime.getAsLong() - start));
          } else if (!(failure instanceof CancellationException)) {
            failed.accept(Failures.unwrapped(failure));
          }
          return null;
        });
    return () -> pool.withdraw(waiter);
  }

  private Lending lend(PooledContext<Interpreter> context, long waitedNanos) {
    counters.waited(waitedNanos);
    Lending lending =
        new Lending(this, context, waitedNanos, nanoTime.getAsLong(), watch.borrower());
    context.context().begin(lending);
    return lending;
  }

  void giveBack(Lending lending) {
    counters.used(nanoTime.getAsLong() - lending.startNanos());
    try {
      lending.context().context().end();
    } finally {
      // Whatever its consumer of output throws, the context goes back.
      pool.release(lending.context());
    }
  }

  void retire(Lending lending, RetirementCause cause) {
    pool.retire(lending.context(), cause);
  }
}
