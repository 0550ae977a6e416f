package io.polygil.compare;

import io.polygil.measure.Clock;
import io.polygil.measure.Cores;
import io.polygil.measure.Measured;
import io.polygil.measure.Measurer;
import io.polygil.measure.Progress;
import io.polygil.measure.Quiet;
import io.polygil.measure.Round;
import io.polygil.measure.WarmUpCurve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One experiment with all its contenders: the first runs, then all rows in turn, round by round.
 */
final class ExperimentRun {
  /** So long the compilers that the warm-up has set to work may go on undisturbed. */
  private static final Duration SETTLING = Duration.ofSeconds(60);

  private final Experiment experiment;
  private final List<? extends Contender> contenders;
  private final boolean withCold;
  private final Progress progress;
  private double worthOfTwoCores = 2;
  private final List<CaseResult> others = new ArrayList<>();
  private final Map<Case, ColdRun> coldRuns = new HashMap<>();

  ExperimentRun(
      Experiment experiment,
      List<? extends Contender> contenders,
      boolean withCold,
      Progress progress) {
    this.experiment = experiment;
    this.contenders = contenders;
    this.withCold = withCold;
    this.progress = progress;
  }

  /** Every row with every contender that takes part in it, rows in order. */
  List<CaseResult> run() throws InterruptedException {
    List<Case> cases = new ArrayList<>();
    for (Row row : experiment.rows()) {
      for (Contender contender : contenders) {
        if (row.works().containsKey(contender.kind())) {
          prepare(row, contender, cases);
        }
      }
    }
    List<CaseResult> results = new ArrayList<>(measure(cases));
    results.addAll(others);
    List<String> order = experiment.rows().stream().map(Row::name).toList();
    results.sort((one, other) -> order.indexOf(one.name()) - order.indexOf(other.name()));
    return results;
  }

  /** How many times as much as one thread two got done, where the verdict depends on it. */
  double worthOfTwoCores() {
    return worthOfTwoCores;
  }

  private void prepare(Row row, Contender contender, List<Case> cases) throws InterruptedException {
    Case unready = Case.unready(row, contender);
    try {
      boolean alone = row.works().get(contender.kind()) instanceof Work.Alone;
      ColdRun cold = alone || (withCold && row.cold()) ? contender.cold(experiment, row) : null;
      if (alone && cold != null) {
        others.add(CaseResult.coldOnly(unready, cold));
        return;
      }
      Case entry = Case.of(row, contender);
      if (cold != null) {
        coldRuns.put(entry, cold);
      }
      cases.add(entry);
    } catch (AbsentException e) {
      others.add(CaseResult.failed(unready, CaseResult.Outcome.ABSENT, e));
    } catch (CrashedException e) {
      others.add(CaseResult.failed(unready, CaseResult.Outcome.CRASHED, e));
    } catch (RuntimeException e) {
      others.add(CaseResult.failed(unready, CaseResult.Outcome.ERROR, e));
    }
  }

  private List<CaseResult> measure(List<Case> cases) throws InterruptedException {
    Clock clock = Clock.system();
    Measurer measurer =
        new Measurer(
            clock,
            experiment.plan(),
            progress,
            () -> {
              boolean wasQuiet = Quiet.await(clock, SETTLING);
              if (experiment.parallel()) {
                worthOfTwoCores = Cores.worthOfTwo(clock);
              }
              return wasQuiet;
            });
    try {
      List<Measured<Answer>> measured =
          measurer.measureInterleaved(cases.stream().map(Case::named).toList());
      List<CaseResult> results = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        results.add(result(cases.get(i), measured.get(i)));
      }
      return results;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return failures(cases, e);
    }
  }

  private CaseResult result(Case entry, Measured<Answer> measured) {
    return CaseResult.of(entry, measured, coldRuns.get(entry));
  }

  // Measured together, rows fail together: run alone, each shows whether it was the one.
  private List<CaseResult> failures(List<Case> cases, Exception e) throws InterruptedException {
    List<CaseResult> alone = new ArrayList<>();
    for (Case entry : cases) {
      alone.add(runOnce(entry));
    }
    return alone.stream().allMatch(result -> result.outcome() == CaseResult.Outcome.OK)
        ? cases.stream()
            .map(entry -> CaseResult.failed(entry, CaseResult.Outcome.ERROR, e))
            .toList()
        : alone;
  }

  private CaseResult runOnce(Case entry) throws InterruptedException {
    try {
      long start = System.nanoTime();
      Answer answer = entry.workload().run();
      long wall = System.nanoTime() - start;
      Round round = new Round(1, wall, Clock.UNKNOWN, Clock.UNKNOWN);
      WarmUpCurve none = new WarmUpCurve(List.of(), WarmUpCurve.Ending.ROUND_LIMIT);
      return result(
          entry, new Measured<>(entry.row().name(), answer, wall, none, 1, List.of(round)));
    } catch (InterruptedException e) {
      throw e;
    } catch (CrashedException e) {
      return CaseResult.failed(entry, CaseResult.Outcome.CRASHED, e);
    } catch (Exception e) {
      return CaseResult.failed(entry, CaseResult.Outcome.ERROR, e);
    }
  }
}
