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
  /** A rehearsal is a quarter as long as what is measured. */
  private static final int ROUNDS_PER_REHEARSED = 4;

  private final Clock clock;
  private final MeasurePlan plan;
  private final Progress progress;
  private final Settling settling;

  /** What is waited for between the warm-ups and the measured rounds. */
  @FunctionalInterface
  public interface Settling {
    /**
     * Waits for it. It is asked again after each rehearsal.
     *
     * @return whether there was nothing to wait for, so that the rounds may begin
     */
    boolean await() throws InterruptedException;
  }

  /** Makes a measurer that reports no progress. */
  public Measurer(Clock clock, MeasurePlan plan) {
    this(clock, plan, Progress.none());
  }

  /** Makes a measurer that reports every round to {@code progress}. */
  public Measurer(Clock clock, MeasurePlan plan, Progress progress) {
    this(clock, plan, progress, () -> true);
  }

  /**
   * Makes a measurer that waits before the measured rounds, and has the workloads rehearse, as
   * often as the plan allows, until there is nothing to wait for.
   */
  public Measurer(Clock clock, MeasurePlan plan, Progress progress, Settling settling) {
    this.clock = clock;
    this.plan = plan;
    this.progress = progress;
    this.settling = settling;
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
   * workload after the other, and then the rehearsals.
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
      candidates.add(new Candidate<>(workload, curve, calibration));
    }
    if (settle(candidates)) {
      for (Candidate<T> candidate : candidates) {
        candidate.calibration = Calibration.of(candidate.workload, plan, precisionNanos);
      }
    }
    takeTurns(candidates, 1, Phase.MEASURE);
    return candidates.stream().map(Candidate::measured).toList();
  }

  /** Has the workloads rehearse until all is settled; tells whether they had to. */
  private <T> boolean settle(List<Candidate<T>> candidates) throws Exception {
    int rehearsals = 0;
    while (!settling.await() && rehearsals < plan.warmUp().rehearsals()) {
      takeTurns(candidates, ROUNDS_PER_REHEARSED, Phase.WARM_UP);
      candidates.forEach(candidate -> candidate.rounds.clear());
      rehearsals++;
    }
    return rehearsals > 0;
  }

  /** Does the rounds of all, or, where there are to be fewer, one for each {@code share} rounds. */
  private <T> void takeTurns(List<Candidate<T>> candidates, int share, Phase phase)
      throws Exception {
    int turns = candidates.stream().mapToInt(each -> each.roundsIn(share)).max().orElse(0);
    for (int turn = 1; turn <= turns; turn++) {
      for (Candidate<T> candidate : candidates) {
        int rounds = candidate.roundsIn(share);
        if ((long) turn * rounds / turns > candidate.rounds.size()) {
          round(candidate, rounds, phase);
        }
      }
    }
  }

  private void round(Candidate<?> candidate, int rounds, Phase phase) throws Exception {
    int number = candidate.rounds.size() + 1;
    String where = (phase == Phase.MEASURE ? "round " : "rehearsed round ") + number;
    candidate.rounds.add(candidate.workload.round(candidate.calibration.iterations(), where));
    progress.round(candidate.workload.name(), phase, number, rounds);
  }

  private static final class Candidate<T> {
    private final TimedWorkload<T> workload;
    private final WarmUpCurve curve;
    private final List<Round> rounds = new ArrayList<>();
    private Calibration calibration;

    Candidate(TimedWorkload<T> workload, WarmUpCurve curve, Calibration calibration) {
      this.workload = workload;
      this.curve = curve;
      this.calibration = calibration;
    }

    int roundsIn(int share) {
      return Math.ceilDiv(calibration.rounds(), share);
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
