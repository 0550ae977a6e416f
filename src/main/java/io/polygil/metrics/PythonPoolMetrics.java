package io.polygil.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.polygil.DurationHistogram;
import io.polygil.PoolStatistics;
import io.polygil.PythonPool;
import io.polygil.RetirementCause;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Registers a pool's statistics. Every meter has the tag {@code pool}, the pool's name:
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>kind</th><th>what</th></tr>
 * <tr><td>{@code polygil.pool.contexts}</td><td>gauge</td><td>contexts by {@code state}: active,
 * idle, ending, stuck</td></tr>
 * <tr><td>{@code polygil.pool.waiting}</td><td>gauge</td><td>who waits for a context</td></tr>
 * <tr><td>{@code polygil.pool.created}</td><td>counter</td><td>contexts made</td></tr>
 * <tr><td>{@code polygil.pool.creation.failures}</td><td>counter</td><td>contexts that could not be
 * made</td></tr>
 * <tr><td>{@code polygil.pool.retired}</td><td>counter</td><td>contexts gone, by {@code cause}</td>
 * </tr>
 * <tr><td>{@code polygil.pool.acquire.timeouts}</td><td>counter</td><td>waits that came to nothing
 * </td></tr>
 * <tr><td>{@code polygil.pool.run.timeouts}</td><td>counter</td><td>runs past their limit</td></tr>
 * <tr><td>{@code polygil.pool.lease.wait}</td><td>timer</td><td>how long leases waited</td></tr>
 * <tr><td>{@code polygil.pool.lease.use}</td><td>timer</td><td>how long leases lasted</td></tr>
 * </table>
 *
 * <p>The registry refers to the pool weakly, as Micrometer does.
 */
public final class PythonPoolMetrics implements MeterBinder {
  private final PythonPool pool;

  /** Metrics of one pool, which must outlive the registry's interest in it. */
  public PythonPoolMetrics(PythonPool pool) {
    this.pool = pool;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    state(registry, "active", PoolStatistics::active);
    state(registry, "idle", PoolStatistics::idle);
    state(registry, "ending", PoolStatistics::ending);
    state(registry, "stuck", PoolStatistics::stuck);
    Gauge.builder("polygil.pool.waiting", pool, p -> p.statistics().waiting())
        .description("Threads and submissions that wait for a Python context")
        .tags(tags())
        .register(registry);
    counter(registry, "created", tags(), PoolStatistics::created);
    counter(registry, "creation.failures", tags(), PoolStatistics::creationFailures);
    for (RetirementCause cause : RetirementCause.values()) {
      counter(
          registry,
          "retired",
          tags().and("cause", cause.name()),
          statistics -> statistics.retired().getOrDefault(cause, 0L));
    }
    counter(registry, "acquire.timeouts", tags(), PoolStatistics::acquireTimeouts);
    counter(registry, "run.timeouts", tags(), PoolStatistics::runTimeouts);
    timer(registry, "lease.wait", PoolStatistics::waits);
    timer(registry, "lease.use", PoolStatistics::uses);
  }

  private Tags tags() {
    return Tags.of("pool", pool.name());
  }

  private void state(MeterRegistry registry, String state, ToLongFunction<PoolStatistics> count) {
    Gauge.builder("polygil.pool.contexts", pool, p -> (double) count.applyAsLong(p.statistics()))
        .description("Python contexts")
        .tags(tags().and("state", state))
        .register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, Tags tags, ToLongFunction<PoolStatistics> count) {
    FunctionCounter.builder(
            "polygil.pool." + name, pool, p -> (double) count.applyAsLong(p.statistics()))
        .tags(tags)
        .register(registry);
  }

  private void timer(
      MeterRegistry registry, String name, Function<PoolStatistics, DurationHistogram> times) {
    FunctionTimer.builder(
            "polygil.pool." + name,
            pool,
            p -> times.apply(p.statistics()).count(),
            p -> (double) times.apply(p.statistics()).total().toNanos(),
            TimeUnit.NANOSECONDS)
        .tags(tags())
        .register(registry);
  }
}
