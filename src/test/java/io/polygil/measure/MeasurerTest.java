package io.polygil.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.measure.Progress.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MeasurerTest {

  private static final long MS = 1_000_000;

  private final FakeClock clock = new FakeClock();

  @Test
  void keepsColdRunWarmUpAndRoundsApart() throws Exception {
    // First run, three rounds of warm-up, the calibration, then the measured rounds.
    Workload<String> workload =
        clock.taking("42", 500 * MS, 90 * MS, 50 * MS, 50 * MS, 10 * MS, 20 * MS, 30 * MS);

    Measured<String> measured = new Measurer(clock, plan()).measure("work", workload);

    assertThat(measured.name()).isEqualTo("work");
    assertThat(measured.answer()).isEqualTo("42");
    assertThat(measured.firstRunNanos()).isEqualTo(500 * MS);
    assertThat(measured.warmUp().nanos()).containsExactly(90 * MS, 50 * MS, 50 * MS);
    assertThat(measured.warmUp().steady()).isTrue();
    assertThat(measured.iterations()).isEqualTo(1);
    assertThat(measured.rounds())
        .hasSize(3)
        .startsWith(new Round(1, 20 * MS, 40 * MS, 20 * MS))
        .endsWith(new Round(1, 30 * MS, 60 * MS, 30 * MS));
    assertThat(measured.totalWallNanos()).isEqualTo(80 * MS);
    assertThat(measured.totalCpuNanos()).isEqualTo(160 * MS);
    assertThat(measured.totalUserNanos()).isEqualTo(80 * MS);
    assertThat(measured.statistics().minNanos()).isEqualTo(20 * MS);
  }

  @Test
  void roundsOfManyIterationsKeepTotals() throws Exception {
    Measured<Integer> measured =
        new Measurer(clock, plan()).measure("fast", clock.taking(1, 10_000));

    assertThat(measured.iterations()).isEqualTo(100);
    assertThat(measured.rounds()).contains(new Round(100, MS, 2 * MS, MS));
    assertThat(measured.statistics().meanNanos()).isEqualTo(10_000);
  }

  @Test
  void unknownCpuTimesStayUnknown() throws Exception {
    clock.forgetCpu();

    Measured<Integer> measured = new Measurer(clock, plan()).measure("work", clock.taking(1, MS));

    assertThat(measured.rounds()).contains(new Round(1, MS, Clock.UNKNOWN, Clock.UNKNOWN));
    assertThat(measured.totalCpuNanos()).isEqualTo(Clock.UNKNOWN);
    assertThat(measured.totalUserNanos()).isEqualTo(Clock.UNKNOWN);
  }

  @Test
  void measuredRoundsTakeTurns() throws Exception {
    List<String> runs = new ArrayList<>();

    List<Measured<String>> measured =
        new Measurer(clock, plan().withWarmUp(WarmUpPlan.none()))
            .measureInterleaved(
                List.of(recording("A", 20 * MS, runs), recording("B", 20 * MS, runs)));

    // First run and calibration of each come before.
    assertThat(runs).containsExactly("A", "A", "B", "B", "A", "B", "A", "B", "A", "B");
    assertThat(measured).extracting(Measured::name).containsExactly("A", "B");
  }

  @Test
  void fewerRoundsAreSpreadOverTheWhole() throws Exception {
    List<String> runs = new ArrayList<>();
    MeasurePlan plan =
        plan().withWarmUp(WarmUpPlan.none()).withRounds(1, 9).withMaxTime(Duration.ofMillis(60));

    new Measurer(clock, plan)
        .measureInterleaved(List.of(recording("A", 10 * MS, runs), recording("B", 30 * MS, runs)));

    assertThat(String.join("", runs)).isEqualTo("AABB" + "AAAB" + "AAAB");
  }

  @Test
  void rehearsesUntilAllIsSettledAndCountsNoneOfIt() throws Exception {
    List<String> runs = new ArrayList<>();
    List<Boolean> answers = new ArrayList<>(List.of(false, false, true));
    WarmUpPlan warmUp = WarmUpPlan.none().withRehearsals(5);
    MeasurePlan plan = plan().withWarmUp(warmUp).withRounds(8, 8);

    List<Measured<String>> measured =
        new Measurer(
                clock,
                plan,
                Progress.none(),
                () -> {
                  runs.add("|");
                  return answers.removeFirst();
                })
            .measureInterleaved(
                List.of(recording("A", 20 * MS, runs), recording("B", 20 * MS, runs)));

    // A quarter of the rounds is rehearsed each time; calibrations are made anew after that.
    assertThat(String.join("", runs)).isEqualTo("AABB|ABAB|ABAB|" + "AB" + "ABABABABABABABAB");
    assertThat(measured).allSatisfy(each -> assertThat(each.rounds()).hasSize(8));
  }

  @Test
  void rehearsesNoMoreThanThePlanAllows() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Measurer measurer =
        new Measurer(
            clock,
            plan().withWarmUp(WarmUpPlan.none().withRehearsals(2)),
            Progress.none(),
            () -> {
              asked.incrementAndGet();
              return false;
            });

    Measured<String> measured = measurer.measure("busy", clock.taking("answer", 20 * MS));

    assertThat(asked).hasValue(3);
    assertThat(measured.rounds()).hasSize(3);
  }

  @Test
  void nothingToMeasureGivesNothing() throws Exception {
    assertThat(new Measurer(clock, plan()).measureInterleaved(List.<NamedWorkload<String>>of()))
        .isEmpty();
  }

  @Test
  void aChangedAnswerEndsTheMeasurement() {
    AtomicInteger runs = new AtomicInteger();
    // One first run, three rounds of warm-up and one of calibration, so run 7 is round 2.
    Workload<String> workload =
        () -> {
          clock.advance(20 * MS);
          return runs.incrementAndGet() == 7 ? "43" : "42";
        };

    assertThatThrownBy(() -> new Measurer(clock, plan()).measure("sum", workload))
        .isInstanceOf(AnswerChangedException.class)
        .hasMessage("sum: the answer changed in round 2: expected 42, found 43");
  }

  @Test
  void anAnswerMayChangeInWarmUpToo() {
    AtomicInteger runs = new AtomicInteger();
    Workload<int[]> workload =
        () -> {
          clock.advance(20 * MS);
          return new int[] {1, runs.incrementAndGet() / 3};
        };

    assertThatThrownBy(() -> new Measurer(clock, plan()).measure("array", workload))
        .isInstanceOf(AnswerChangedException.class)
        .hasMessage("array: the answer changed in warm-up round 2: expected [1, 0], found [1, 1]");
  }

  @Test
  void longAnswersAreCutToWhereTheyDiffer() {
    String expected = "x".repeat(1_000) + "ABC" + "y".repeat(1_000);
    String found = "x".repeat(1_000) + "ABD" + "y".repeat(1_000);

    AnswerChangedException changed = AnswerChangedException.of("long", expected, found, "round 1");

    assertThat(changed.expected()).startsWith("...xxx").contains("ABCy").endsWith("y...");
    assertThat(changed.found()).contains("ABDy").hasSameSizeAs(changed.expected());
    assertThat(changed.where()).isEqualTo("round 1");
    assertThat(changed.getMessage()).hasSizeLessThan(500);
  }

  @Test
  void whatTheWorkloadThrowsReachesTheCaller() {
    Workload<String> failing =
        () -> {
          throw new IOException("no such file");
        };

    assertThatThrownBy(() -> new Measurer(clock, plan()).measure("failing", failing))
        .isInstanceOf(IOException.class)
        .hasMessage("no such file");
  }

  @Test
  void anInterruptEndsTheMeasurement() {
    Workload<String> interrupting =
        () -> {
          Thread.currentThread().interrupt();
          return "";
        };

    assertThatThrownBy(() -> new Measurer(clock, plan()).measure("slow", interrupting))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("slow: interrupted before warm-up round 1");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void progressHearsOfEveryRound() throws Exception {
    List<String> heard = new ArrayList<>();
    Progress progress =
        (String name, Phase phase, int done, int expected) ->
            heard.add("%s %s %d/%d".formatted(name, phase, done, expected));

    new Measurer(clock, plan(), progress).measure("work", clock.taking(1, 20 * MS));

    assertThat(heard)
        .containsExactly(
            "work WARM_UP 1/10",
            "work WARM_UP 2/10",
            "work WARM_UP 3/10",
            "work MEASURE 1/3",
            "work MEASURE 2/3",
            "work MEASURE 3/3");
  }

  @Test
  void refusesPlansThatMakeNoSense() {
    MeasurePlan plan = MeasurePlan.full();

    assertThatThrownBy(() -> plan.withRounds(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan.withRounds(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan.withMaxIterations(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan.withMaxTime(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Round(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theQuickPlanIsShorterThanTheFullOne() {
    assertThat(MeasurePlan.quick().maxTime()).isLessThan(MeasurePlan.full().maxTime());
    assertThat(MeasurePlan.quick().warmUp().budget())
        .isLessThan(MeasurePlan.full().warmUp().budget());
  }

  private static MeasurePlan plan() {
    WarmUpPlan warmUp = new WarmUpPlan(3, 10, 1, Duration.ZERO, 0.02, Duration.ofHours(1), 0);
    return new MeasurePlan(warmUp, 3, 3, Duration.ofMillis(1), Duration.ofMillis(1), 1_000_000);
  }

  private NamedWorkload<String> recording(String name, long nanos, List<String> runs) {
    return new NamedWorkload<>(
        name,
        () -> {
          clock.advance(nanos);
          runs.add(name);
          return name;
        });
  }
}
