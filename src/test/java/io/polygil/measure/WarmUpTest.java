package io.polygil.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.measure.WarmUpCurve.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private static final long MS = 1_000_000;

  private final FakeClock clock = new FakeClock();

  @Test
  void endsSteadyWhenNoRoundBeatsTheFastest() throws Exception {
    WarmUpPlan plan = plan(1, 100, 3, Duration.ZERO, Duration.ofHours(1));

    WarmUpCurve curve = warmUp(plan, 99 * MS, 80 * MS, 60 * MS, 50 * MS);

    assertThat(curve.nanos()).containsExactly(80 * MS, 60 * MS, 50 * MS, 50 * MS, 50 * MS, 50 * MS);
    assertThat(curve.ending()).isEqualTo(Ending.STEADY);
    assertThat(curve.steady()).isTrue();
  }

  @Test
  void improvementsWithinTheToleranceAreNotImprovements() throws Exception {
    WarmUpPlan plan = plan(1, 100, 3, Duration.ZERO, Duration.ofHours(1));

    WarmUpCurve curve = warmUp(plan, 0, 1000 * MS, 990 * MS, 985 * MS, 981 * MS, 500 * MS);

    assertThat(curve.nanos()).containsExactly(1000 * MS, 990 * MS, 985 * MS, 981 * MS);
    assertThat(curve.ending()).isEqualTo(Ending.STEADY);
  }

  @Test
  void smallImprovementsAddUp() throws Exception {
    WarmUpPlan plan = plan(1, 100, 3, Duration.ZERO, Duration.ofHours(1));

    WarmUpCurve curve = warmUp(plan, 0, 1000 * MS, 990 * MS, 979 * MS, 970 * MS, 958 * MS);

    assertThat(curve.nanos()).hasSize(8).endsWith(958 * MS, 958 * MS, 958 * MS, 958 * MS);
  }

  @Test
  void waitsForTheSteadyTime() throws Exception {
    WarmUpPlan plan = plan(1, 100, 2, Duration.ofMillis(100), Duration.ofHours(1));

    WarmUpCurve curve = warmUp(plan, 0, 20 * MS);

    assertThat(curve.nanos()).hasSize(6);
    assertThat(curve.ending()).isEqualTo(Ending.STEADY);
  }

  @Test
  void doesTheLeastNumberOfRounds() throws Exception {
    WarmUpPlan plan = plan(10, 100, 2, Duration.ZERO, Duration.ofHours(1));

    assertThat(warmUp(plan, 0, 20 * MS).nanos()).hasSize(10);
  }

  @Test
  void endsUnsteadyWhenTheRoundsAreUsedUp() throws Exception {
    WarmUpPlan plan = plan(1, 3, 2, Duration.ZERO, Duration.ofHours(1));

    WarmUpCurve curve = warmUp(plan, 0, 40 * MS, 30 * MS, 20 * MS);

    assertThat(curve.nanos()).containsExactly(40 * MS, 30 * MS, 20 * MS);
    assertThat(curve.ending()).isEqualTo(Ending.ROUND_LIMIT);
    assertThat(curve.steady()).isFalse();
  }

  @Test
  void endsUnsteadyWhenTheBudgetIsUsedUp() throws Exception {
    WarmUpPlan plan = plan(10, 100, 5, Duration.ZERO, Duration.ofMillis(70));

    WarmUpCurve curve = warmUp(plan, 0, 40 * MS, 30 * MS, 20 * MS);

    assertThat(curve.nanos()).containsExactly(40 * MS, 30 * MS);
    assertThat(curve.ending()).isEqualTo(Ending.TIME_LIMIT);
  }

  @Test
  void canBeLeftOut() throws Exception {
    assertThat(warmUp(WarmUpPlan.none(), 0, MS).nanos()).isEmpty();
  }

  @Test
  void shortRoundsGetMoreIterations() throws Exception {
    WarmUpPlan plan = plan(6, 6, 1, Duration.ZERO, Duration.ofHours(1));
    List<Long> starts = new ArrayList<>();
    Workload<String> workload =
        () -> {
          starts.add(clock.wallNanos());
          clock.advance(3 * MS);
          return "";
        };

    WarmUpCurve curve = warmUp(plan, workload);

    assertThat(curve.nanos()).hasSize(6).containsOnly(3 * MS);
    // The first run, then rounds of 1, 2, 4, 4, 4 and 4 iterations.
    assertThat(starts).hasSize(1 + 1 + 2 + 4 + 4 + 4 + 4);
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    assertThatThrownBy(() -> plan(-1, 1, 1, Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan(1, 1, 0, Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WarmUpPlan.within(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WarmUpPlan(1, 1, 1, Duration.ZERO, 1, Duration.ZERO, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tolerance");
  }

  private static WarmUpPlan plan(
      int minRounds, int maxRounds, int steadyRounds, Duration steadyTime, Duration budget) {
    return new WarmUpPlan(minRounds, maxRounds, steadyRounds, steadyTime, 0.02, budget, 0);
  }

  /** Warms up a workload whose first run and following rounds take the given times. */
  private WarmUpCurve warmUp(WarmUpPlan plan, long... nanos) throws Exception {
    return warmUp(plan, clock.taking("answer", nanos));
  }

  private WarmUpCurve warmUp(WarmUpPlan plan, Workload<String> workload) throws Exception {
    TimedWorkload<String> timed =
        TimedWorkload.firstRun(new NamedWorkload<>("work", workload), clock);
    return new WarmUp(plan, 1_000, Progress.none()).run(timed);
  }
}
