package io.polygil.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.polygil.PythonLease;
import io.polygil.PythonPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PythonPoolMetricsTest {
  @Test
  void metersFollowThePool() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (PythonPool pool = PythonPool.builder().name("metered").maximumUses(2).build()) {
      new PythonPoolMetrics(pool).bindTo(registry);
      assertThat(registry.get("polygil.pool.created").functionCounter().count()).isZero();
      try (PythonLease lease = pool.acquire()) {
        assertThat(lease.eval("1", int.class)).isEqualTo(1);
        assertThat(contexts(registry, "active")).isEqualTo(1);
      }
      assertThat(contexts(registry, "active")).isZero();
      assertThat(contexts(registry, "idle")).isEqualTo(1);
      assertThat(pool.call("builtins:abs", int.class, -1)).isEqualTo(1);
      assertThat(
              registry
                  .get("polygil.pool.retired")
                  .tag("pool", "metered")
                  .tag("cause", "USES")
                  .functionCounter()
                  .count())
          .isEqualTo(1);
      assertThat(registry.get("polygil.pool.waiting").gauge().value()).isZero();
      assertThat(registry.get("polygil.pool.lease.use").functionTimer().count()).isEqualTo(2);
      assertThat(
              registry
                  .get("polygil.pool.lease.wait")
                  .functionTimer()
                  .totalTime(TimeUnit.NANOSECONDS))
          .isPositive();
    }
  }

  private static double contexts(SimpleMeterRegistry registry, String state) {
    return registry.get("polygil.pool.contexts").tag("state", state).gauge().value();
  }
}
