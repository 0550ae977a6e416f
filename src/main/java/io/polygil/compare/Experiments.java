package io.polygil.compare;

import io.polygil.measure.MeasurePlan;
import io.polygil.measure.WarmUpPlan;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All experiments, in the documents' order. */
final class Experiments {
  private static final int REHEARSALS = 3;

  private Experiments() {}

  static List<Experiment> all(Effort effort) {
    return Stream.of(
            WordCountExperiments.all(effort),
            HostExperiments.all(effort),
            TutorialExperiments.all(effort),
            FibonacciExperiments.all(effort))
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Those whose ids these are, or begin with one of these.
   *
   * @throws IllegalArgumentException if one of them is the beginning of no id
   */
  static List<Experiment> select(Effort effort, Set<String> only) {
    return Selection.of(all(effort), Experiment::id, "experiment", only);
  }

  static Experiment find(Effort effort, String id) {
    return select(effort, Set.of(id)).getFirst();
  }

  /** How much is measured of rows that take up to some tens of milliseconds. */
  static MeasurePlan usual(Effort effort) {
    return effort == Effort.QUICK
        ? MeasurePlan.quick()
            .withMaxTime(Duration.ofMillis(200))
            .withWarmUp(WarmUpPlan.within(Duration.ofMillis(400)))
        : MeasurePlan.full()
            .withWarmUp(WarmUpPlan.within(Duration.ofSeconds(10)).withRehearsals(REHEARSALS))
            .withMaxTime(Duration.ofSeconds(2))
            .withRounds(10, 500);
  }

  /** How much is measured of rows that take a good part of a second, or seconds. */
  static MeasurePlan heavy(Effort effort) {
    return effort == Effort.QUICK
        ? MeasurePlan.quick()
            .withMaxTime(Duration.ofMillis(200))
            .withWarmUp(WarmUpPlan.within(Duration.ofMillis(100)))
            .withRounds(3, 3)
            .withMaxIterations(1)
        : MeasurePlan.full()
            .withWarmUp(WarmUpPlan.within(Duration.ofSeconds(4)).withRehearsals(REHEARSALS))
            .withMaxTime(Duration.ofSeconds(2))
            .withRounds(7, 30)
            .withMaxIterations(1);
  }

  /** How much is measured of rows that wait for seconds, and wait no faster when warm. */
  static MeasurePlan few(Effort effort) {
    int rounds = effort == Effort.QUICK ? 1 : 3;
    return heavy(effort).withWarmUp(WarmUpPlan.none()).withRounds(rounds, rounds);
  }
}
