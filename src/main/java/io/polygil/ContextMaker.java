package io.polygil;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes a pool's contexts; each run makes one. The pool sees to it that one runs at a time. */
final class ContextMaker<C> implements Runnable {
  private final ContextPool<C> pool;
  private final String poolName;
  private final @Nullable Duration maximumLifetime;
  private final ContextLife<C> life;
  private final LongSupplier nanoTime;
  private int nextId = 1;
  private volatile @Nullable PooledContext<C> unfinished;

  ContextMaker(
      ContextPool<C> pool,
      String poolName,
      @Nullable Duration maximumLifetime,
      ContextLife<C> life,
      LongSupplier nanoTime) {
    this.pool = pool;
    this.poolName = poolName;
    this.maximumLifetime = maximumLifetime;
    this.life = life;
    this.nanoTime = nanoTime;
  }

  @Override
  public void run() {
    PooledContext<C> made = null;
    ContextCreationException failure = null;
    try {
      C context = life.create(nextId);
      made =
          new PooledContext<>(
              context,
              nextId++,
              PooledContext.State.RESERVED,
              nanoTime.getAsLong(),
              lifetimeNanos());
      unfinished = made;
      // Who closes the pool cancels an unfinished context once: none may begin to warm up after
      // that.
      if (!pool.isClosed()) {
        life.warmUp(context);
      }
    } catch (RuntimeException | Error e) {
      failure = new ContextCreationException(poolName, e);
    }
    unfinished = null;
    if (failure == null && made != null) {
      pool.add(made);
    } else if (failure != null) {
      if (made != null) {
        pool.retire(made, RetirementCause.CRASHED);
      }
      pool.makingFailed(failure);
    }
  }

  /** A context that is being warmed up, if there is one. */
  @Nullable PooledContext<C> unfinished() {
    return unfinished;
  }

  // Contexts made together must not all be replaced together.
  private long lifetimeNanos() {
    if (maximumLifetime == null) {
      return Long.MAX_VALUE;
    }
    // Converted this way, a duration beyond 292 years is 292 years, and no exception.
    long nanos = TimeUnit.NANOSECONDS.convert(maximumLifetime);
    return nanos - ThreadLocalRandom.current().nextLong(nanos / 10 + 1);
  }
}
