package io.polygil;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a pool does from time to time: ends contexts that are old or have long been idle, checks the
 * others, and reports those that do not end.
 */
final class Housekeeping<C> implements Runnable {
  /** Python is gone a few milliseconds after it was cancelled; what takes so long is Java. */
  static final Duration STUCK_AFTER = Duration.ofSeconds(2);

  private final ContextPool<C> pool;
  private final PoolLimits limits;
  private final ContextLife<C> life;
  private final Executor background;
  private final LongSupplier nanoTime;

  Housekeeping(
      ContextPool<C> pool,
      PoolLimits limits,
      ContextLife<C> life,
      Executor background,
      LongSupplier nanoTime) {
    this.pool = pool;
    this.limits = limits;
    this.life = life;
    this.background = background;
    this.nanoTime = nanoTime;
  }

  /** Goes round once. */
  @Override
  public void run() {
    List<PooledContext<C>> contexts = pool.contexts();
    long spare =
        contexts.stream().filter(c -> c.state() == PooledContext.State.IDLE).count()
            - limits.minimumIdle();
    for (PooledContext<C> context : contexts) {
      if (context.move(PooledContext.State.IDLE, PooledContext.State.RESERVED)
          && inspect(context, spare)) {
        spare--;
      }
    }
    pool.replenish();
    for (PooledContext<C> context : pool.newlyStuck(STUCK_AFTER)) {
      life.reportStuck(context.context(), Objects.requireNonNull(context.cause()));
    }
  }

  /** Whether the context was ended. */
  private boolean inspect(PooledContext<C> context, long spare) {
    long now = nanoTime.getAsLong();
    Duration idleTimeout = limits.idleTimeout();
    Duration keepAlive = limits.keepAlive();
    if (context.isExpired(now)) {
      pool.retire(context, RetirementCause.AGE);
      return true;
    }
    if (idleTimeout != null
        && spare > 0
        && context.idleNanos(now) >= TimeUnit.NANOSECONDS.convert(idleTimeout)) {
      pool.retire(context, RetirementCause.IDLE);
      return true;
    }
    if (keepAlive != null
        && context.untouchedNanos(now) >= TimeUnit.NANOSECONDS.convert(keepAlive)) {
      background.execute(() -> check(context));
    } else {
      pool.putBack(context);
    }
    return false;
  }

  private void check(PooledContext<C> context) {
    boolean alive;
    try {
      alive = life.check(context.context());
    } catch (RuntimeException | Error e) {
      alive = false;
    }
    if (alive) {
      context.checked(nanoTime.getAsLong());
      pool.putBack(context);
    } else {
      pool.retire(context, RetirementCause.FAILED_CHECK);
    }
  }
}
