package io.polygil;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** A pool of fake contexts, with a clock and background work that stand still unless moved on. */
final class Rig {
  final FakeLife life = new FakeLife();
  final Steps steps = new Steps();
  final AtomicLong nanos = new AtomicLong();
  final ContextPool<FakeContext> pool;
  final Housekeeping<FakeContext> housekeeping;

  Rig(Limits limits) {
    this(limits, null);
  }

  /** A rig with a background of its own; null stands for {@link #steps}. */
  Rig(Limits limits, Executor background) {
    Executor executor = background == null ? steps : background;
    pool =
        new ContextPool<>("tested", limits.get(), life, executor, nanos::get, new PoolCounters());
    housekeeping = new Housekeeping<>(pool, limits.get(), life, executor, nanos::get);
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Lends a context that is idle or can be made. */
  PooledContext<FakeContext> lend() {
    PooledContext<FakeContext> idle = pool.tryAcquire();
    if (idle != null) {
      return idle;
    }
    Waiter<FakeContext> waiter = pool.enqueue();
    steps.all();
    return waiter.getNow(null);
  }

  /** Makes so many contexts, all idle. */
  void fill(int contexts) {
    var lent = new java.util.ArrayList<PooledContext<FakeContext>>();
    for (int i = 0; i < contexts; i++) {
      lent.add(lend());
    }
    lent.forEach(pool::release);
  }

  /** Total, active, idle, waiting and ending, as text. */
  String state() {
    PoolStatistics now = pool.statistics();
    return now.total()
        + " = "
        + now.active()
        + " + "
        + now.idle()
        + ", waiting "
        + now.waiting()
        + ", ending "
        + now.ending();
  }

  /** Whether what was made is there or has left. */
  boolean countersAddUp() {
    PoolStatistics now = pool.statistics();
    long left = now.retired().values().stream().mapToLong(Long::longValue).sum();
    return now.created() == now.total() + left && now.total() == now.active() + now.idle();
  }

  long retired(RetirementCause cause) {
    return pool.statistics().retired().get(cause);
  }
}
