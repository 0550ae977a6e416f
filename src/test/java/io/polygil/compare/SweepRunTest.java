package io.polygil.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.measure.Clock;
import io.polygil.measure.MeasurePlan;
import io.polygil.measure.Progress;
import io.polygil.measure.WarmUpPlan;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Sweeps whose workloads only move a clock on; two run real ones. */
class SweepRunTest {
  private static final MeasurePlan THREE_ROUNDS =
      MeasurePlan.quick()
          .withWarmUp(WarmUpPlan.none())
          .withRounds(3, 3)
          .withMaxTime(Duration.ZERO)
          .withMaxIterations(1);
  private static final LongFunction<Answer> SAME = value -> Answer.of("" + value);

  private final List<String> calls = new ArrayList<>();
  private long nanos;

  private final Clock clock =
      new Clock() {
        @Override
        public long wallNanos() {
          return nanos;
        }

        @Override
        public long cpuNanos() {
          return UNKNOWN;
        }

        @Override
        public long userNanos() {
          return UNKNOWN;
        }
      };

  private SweepPlan.Line line(String name, long nanosEach, LongFunction<Answer> answer) {
    return new SweepPlan.Line(
        name,
        (_, value) ->
            () -> {
              calls.add(name + value);
              nanos += nanosEach * value;
              return answer.apply(value);
            },
        SAME);
  }

  // The stage is only for what the lines prepare, and these need none.
  @SuppressWarnings("DataFlowIssue")
  private SweepResult run(SweepAxis axis, LongFunction<String> obstacle, SweepPlan.Line... lines)
      throws InterruptedException {
    SweepPlan plan =
        new SweepPlan(
            "id",
            "title",
            axis,
            List.of(1L, 10L, 100L),
            obstacle,
            Duration.ofMillis(1),
            WarmUpPlan.none(),
            THREE_ROUNDS,
            List.of(lines),
            _ -> "It follows.");
    return new SweepRun(plan, null, clock, Progress.none()).run();
  }

  @Test
  void threadsTakeTurnsRoundByRound() throws Exception {
    SweepResult result = run(SweepAxis.THREADS, _ -> "", line("a", 10, SAME), line("b", 1, SAME));
    assertThat(calls.subList(calls.size() - 6, calls.size()))
        .containsExactly("a1", "b1", "a10", "b10", "a100", "b100");
    assertThat(result.values()).containsExactly(1L, 10L, 100L);
    assertThat(result.lines().getFirst().points())
        .extracting(SweepPoint::rawNanos)
        .containsExactly(
            List.of(10.0, 10.0, 10.0),
            List.of(100.0, 100.0, 100.0),
            List.of(1000.0, 1000.0, 1000.0));
    assertThat(result.conclusion()).isEqualTo("It follows.");
  }

  @Test
  void aWorkloadEndsBeforeItTakesTooLong() throws Exception {
    SweepResult result =
        run(SweepAxis.BYTES, _ -> "", line("slow", 90_000, SAME), line("fast", 1, SAME));
    SweepLine slow = result.lines().getFirst();
    assertThat(slow.points()).extracting(SweepPoint::at).containsExactly(1L, 10L);
    assertThat(slow.ending()).isEqualTo("100 B would take about 9.00 ms");
    assertThat(result.lines().get(1).points()).hasSize(3);
    assertThat(SweepTables.text(result))
        .contains("slow ends there: 100 B would take about 9.00 ms")
        .contains("It follows.");
  }

  @Test
  void whatDoesNotFitIsNotTried() throws Exception {
    SweepResult result =
        run(SweepAxis.BYTES, value -> value > 10 ? "no room" : "", line("a", 1, SAME));
    assertThat(result.lines().getFirst().points()).hasSize(2);
    assertThat(result.lines().getFirst().ending()).isEqualTo("no room");
    assertThat(result.succeeded()).isTrue();
  }

  @Test
  void aWrongAnswerAndAnExceptionFailTheirPointsAlone() throws Exception {
    SweepResult result =
        run(
            SweepAxis.STEPS,
            _ -> "",
            line("wrong", 1, value -> Answer.of(value > 1 ? "7" : "1")),
            line(
                "thrown",
                1,
                value -> {
                  if (value == 10) {
                    throw new IllegalStateException("ValueError: no");
                  }
                  return SAME.apply(value);
                }),
            line("good", 1, SAME));
    assertThat(result.succeeded()).isFalse();
    assertThat(result.conclusion()).isEqualTo("A point failed: nothing follows.");
    assertThat(result.lines().get(0).points().getLast().error()).isEqualTo("expected 10, found 7");
    assertThat(result.lines().get(1).points().getLast().error()).isEqualTo("ValueError: no");
    assertThat(result.lines().get(0).points()).hasSize(2);
    assertThat(result.lines().get(2).points()).hasSize(3).allMatch(SweepPoint::hasFigures);
    assertThat(SweepTables.text(result))
        .contains("wrong at 10: error: expected 10, found 7")
        .doesNotContain("ns");
  }

  private static SweepLine measured(String name, double... nanos) {
    List<SweepPoint> points = new ArrayList<>();
    for (int i = 0; i < nanos.length; i++) {
      points.add(new SweepPoint(i + 1, List.of(nanos[i]), null));
    }
    return new SweepLine(name, points, "");
  }

  /** Throughputs 1, 1.92, 2.0 and 1.9: two contexts are within 5 % of the best, one is not. */
  @Test
  void theSmallestSizeAsGoodAsTheBestIsAdvised() {
    SweepLine contexts = measured(Sweeps.CONTEXTS, 100, 200 / 1.92, 300 / 2.0, 400 / 1.9);
    assertThat(SweepAdvice.smallestAsGood(contexts).at()).isEqualTo(2);
    assertThat(contexts.speedUp(contexts.points().get(2)))
        .isEqualTo(2, org.assertj.core.api.Assertions.within(1e-9));
    SweepLine held = measured("held", 100, 200, 300, 400);
    assertThat(SweepAdvice.smallestAsGood(held).at()).isEqualTo(1);
    assertThat(SweepAdvice.poolSize(List.of(held, contexts)))
        .startsWith("Advised pool size: 2. ")
        .contains("Python did 1.92 times the work of one")
        .contains("held 1.00 times at 1 thread.");
  }

  @Test
  void idsAreSelectedByTheirBeginnings() {
    assertThat(Sweeps.select(Effort.QUICK, Set.of("t")))
        .extracting(SweepPlan::id)
        .containsExactly("threads", "text-size");
    assertThatThrownBy(() -> Sweeps.select(Effort.QUICK, Set.of("003")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no sweep \"003\"; there are threads, text-size, sum, fibonacci");
  }

  @Test
  void everySweepGivesRightAnswers() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Stage stage = new Stage()) {
      for (SweepPlan plan : Sweeps.all(Effort.QUICK)) {
        SweepPlan small =
            new SweepPlan(
                plan.id(),
                plan.title(),
                plan.axis(),
                plan.values().subList(0, 2),
                plan.obstacle(),
                plan.longest(),
                WarmUpPlan.none(),
                THREE_ROUNDS,
                plan.lines(),
                plan.conclusion());
        SweepResult result = new SweepRun(small, stage, Clock.system(), Progress.none()).run();
        new PrintStream(out, true, StandardCharsets.UTF_8).print(SweepTables.text(result));
        assertThat(result.lines())
            .flatExtracting(SweepLine::points)
            .extracting(SweepPoint::error)
            .hasSize(2 * plan.lines().size())
            .containsOnlyNulls();
      }
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Advised pool size: ", "pure Python, a context each", "bytes a second", "1,000");
  }
}
