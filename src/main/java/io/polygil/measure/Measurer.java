package io.polygil.measure;

import io.polygil.measure.Progress.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures workloads: a first, cold run, warm-up, calibration, then the rounds. It runs everything
 * on the calling thread and holds no state between measurements, so one measurer may be used again;
 * measuring on two threads at once spoils the figures of both.
 */
public final class Measurer {

  private final Clock clock;
  private final MeasurePlan plan;
  private final Progress progress;
  private final BeforeRounds beforeRounds;

  /** What is done between the warm-ups and the measured rounds. */
  @FunctionalInterface
  public interface BeforeRounds {
    /** Does it. */
    void run() throws InterruptedException;
  }

  /** Makes a measurer that reports no progress. */
  public Measurer(Clock clock, MeasurePlan plan) {
    this(clock, plan, Progress.none());
  }

  /** Makes a measurer that reports every round to {@code progress}. */
  public Measurer(Clock clock, MeasurePlan plan, Progress progress) {
    this(clock, plan, progress, () -> {});
  }

  /** Makes a measurer that does something before the measured rounds, such as to wait. */
  public Measurer(Clock clock, MeasurePlan plan, Progress progress, BeforeRounds beforeRounds) {
    this.clock = clock;
    this.plan = plan;
    this.progress = progress;
    this.beforeRounds = beforeRounds;
  }

  /**
   * Measures one workload.
   *
   * @throws AnswerChangedException if the last answer of any round differs from the first run's
   * @throws InterruptedException if the thread is interrupted; noticed between rounds
   * @throws Exception whatever the workload throws
   */
  public <T> Measured<T> measure(String name, Workload<T> workload) throws Exception {
    return measureInterleaved(List.of(new NamedWorkload<>(name, workload))).getFirst();
  }

  /**
   * Measures several workloads such that changes of the machine's speed meet all of them alike:
   * their measured rounds take turns, A B A B. Where one has fewer rounds than another, its rounds
   * are spread evenly over the whole. First runs, warm-ups and calibrations come before that, one
   * workload after the other.
   *
   * @return one result for each workload, in their order
   * @throws AnswerChangedException if the last answer of any round differs from the first run's of
   *     the same workload; answers of different workloads are not compared
   * @throws InterruptedException if the thread is interrupted; noticed between rounds
   * @throws Exception whatever a workload throws
   */
  public <T> List<Measured<T>> measureInterleaved(List<NamedWorkload<T>> workloads)
      throws Exception {
    long precisionNanos = Calibration.precisionNanos(clock);
    List<Candidate<T>> candidates = new ArrayList<>();
    for (NamedWorkload<T> named : workloads) {
      TimedWorkload<T> workload = TimedWorkload.firstRun(named, clock);
      WarmUpCurve curve = new WarmUp(plan.warmUp(), plan.maxIterations(), progress).run(workload);
      Calibration calibration = Calibration.of(workload, plan, precisionNanos);
      candidates.add(new Candidate<>(workload, curve, calibration, new ArrayList<>()));
    }
    beforeRounds.run();
    int turns = candidates.stream().mapToInt(c -> c.calibration().rounds()).max().orElse(0);
    for (int turn = 1; turn <= turns; turn++) {
      for (Candidate<T> candidate : candidates) {
        if (candidate.dueRounds(turn, turns) > candidate.rounds().size()) {
          measureRound(candidate);
        }
      }
    }
    return candidates.stream().map(Candidate::measured).toList();
  }

  private void measureRound(Candidate<?> candidate) throws Exception {
    int number = candidate.rounds().size() + 1;
    int iterations = candidate.calibration().iterations();
    candidate.rounds().add(candidate.workload().round(iterations, "round " + number));
    progress.round(
        candidate.workload().name(), Phase.MEASURE, number, candidate.calibration().rounds());
  }

  private record Candidate<T>(
      TimedWorkload<T> workload, WarmUpCurve curve, Calibration calibration, List<Round> rounds) {

    /** Returns how many of its rounds the workload should have done by the end of a turn. */
    long dueRounds(int turn, int turns) {
      return (long) turn * calibration.rounds() / turns;
    }

    Measured<T> measured() {
      return new Measured<>(
          workload.name(),
          workload.answer(),
          workload.firstRunNanos(),
          curve,
          calibration.iterations(),
          rounds);
    }
  }
}
