package io.polygil.compare;

import io.polygil.measure.Clock;
import io.polygil.measure.Measured;
import io.polygil.measure.Measurer;
import io.polygil.measure.NamedWorkload;
import io.polygil.measure.Progress;
import io.polygil.measure.Round;
import io.polygil.measure.WarmUpCurve;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the documents' experiments: first the rows in turn, round by round, then the answers, then
 * the table, then the verdict. A table is printed only once all of its answers are right.
 */
public final class Comparison {
  private static final List<Experiment> EXPERIMENTS =
      List.of(new WordCountExperiment(), new HostThreadsExperiment(), new FibonacciExperiment());

  private final Effort effort;
  private final Set<String> only;
  private final Colours colours;
  private final Progress progress;
  private final PrintStream out;

  /**
   * A comparison that prints as it goes.
   *
   * @param only ids of the experiments to run; empty for all
   * @throws IllegalArgumentException if an id is unknown; the message lists those there are
   */
  public Comparison(
      Effort effort, Set<String> only, Colours colours, Progress progress, PrintStream out) {
    for (String id : only) {
      if (!ids().contains(id)) {
        throw new IllegalArgumentException(
            "there is no experiment \"" + id + "\"; there are " + String.join(", ", ids()));
      }
    }
    this.effort = effort;
    this.only = Set.copyOf(only);
    this.colours = colours;
    this.progress = progress;
    this.out = out;
  }

  /** The ids of all experiments. */
  public static List<String> ids() {
    return EXPERIMENTS.stream().map(Experiment::id).toList();
  }

  /**
   * Runs them.
   *
   * @throws InterruptedException if the calling thread is interrupted between two rounds
   */
  public ComparisonResult run() throws InterruptedException {
    try (Stage stage = new Stage()) {
      Environment environment = Environment.of(stage);
      out.println(environment.text());
      Map<Experiment, List<CaseResult>> cold = new LinkedHashMap<>();
      for (Experiment experiment : EXPERIMENTS) {
        if (only.isEmpty() || only.contains(experiment.id())) {
          // Before everything else: only the first Python of a process is cold.
          cold.put(experiment, runCold(experiment, stage));
        }
      }
      List<ExperimentResult> results = new ArrayList<>();
      for (Map.Entry<Experiment, List<CaseResult>> entry : cold.entrySet()) {
        ExperimentResult result = run(entry.getKey(), entry.getValue(), stage);
        print(entry.getKey(), result);
        results.add(result);
      }
      return new ComparisonResult(environment, results);
    }
  }

  private static List<CaseResult> runCold(Experiment experiment, Stage stage)
      throws InterruptedException {
    List<CaseResult> results = new ArrayList<>();
    for (Case row : experiment.coldCases(stage)) {
      results.add(runOnce(row));
    }
    return results;
  }

  private ExperimentResult run(Experiment experiment, List<CaseResult> cold, Stage stage)
      throws InterruptedException {
    List<Case> rows = experiment.cases(stage);
    List<CaseResult> results = new ArrayList<>(cold);
    results.addAll(measure(experiment, rows));
    Verdict verdict =
        !allRan(results)
            ? Verdict.notTestable("A row failed")
            : Runtime.getRuntime().availableProcessors() < 2
                ? Verdict.notTestable("This machine has one core")
                : experiment.verdict(new Figures(results));
    return new ExperimentResult(
        experiment.id(), experiment.document(), experiment.claim(), verdict, results);
  }

  private List<CaseResult> measure(Experiment experiment, List<Case> rows)
      throws InterruptedException {
    Measurer measurer = new Measurer(Clock.system(), experiment.plan(effort), progress);
    List<NamedWorkload<List<Long>>> workloads =
        rows.stream().map(row -> new NamedWorkload<>(row.name(), row.workload())).toList();
    try {
      List<Measured<List<Long>>> measured = measurer.measureInterleaved(workloads);
      List<CaseResult> results = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        results.add(CaseResult.of(rows.get(i), measured.get(i)));
      }
      return results;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return failures(rows, e);
    }
  }

  // Measured together, rows fail together: run alone, each shows whether it was the one.
  private static List<CaseResult> failures(List<Case> rows, Exception e)
      throws InterruptedException {
    List<CaseResult> alone = new ArrayList<>();
    for (Case row : rows) {
      alone.add(runOnce(row));
    }
    return allRan(alone) ? rows.stream().map(row -> CaseResult.failed(row, e)).toList() : alone;
  }

  private static CaseResult runOnce(Case row) throws InterruptedException {
    Clock clock = Clock.system();
    try {
      long cpu = clock.cpuNanos();
      long user = clock.userNanos();
      long start = clock.wallNanos();
      List<Long> answer = row.workload().run();
      long wall = clock.wallNanos() - start;
      Round round =
          new Round(1, wall, elapsed(cpu, clock.cpuNanos()), elapsed(user, clock.userNanos()));
      WarmUpCurve none = new WarmUpCurve(List.of(), WarmUpCurve.Ending.ROUND_LIMIT);
      return CaseResult.of(row, new Measured<>(row.name(), answer, wall, none, 1, List.of(round)));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return CaseResult.failed(row, e);
    }
  }

  private static long elapsed(long from, long to) {
    return from == Clock.UNKNOWN || to == Clock.UNKNOWN ? Clock.UNKNOWN : to - from;
  }

  private static boolean allRan(List<CaseResult> rows) {
    return rows.stream().allMatch(row -> row.outcome() == CaseResult.Outcome.OK);
  }

  private void print(Experiment experiment, ExperimentResult result) {
    out.println(result.id() + ": document " + result.document() + " says that " + result.claim());
    if (allRan(result.cases())) {
      out.print(experiment.table(result.cases(), colours));
    } else {
      for (CaseResult row : result.cases()) {
        String outcome = row.error() == null ? "right answer" : "error: " + row.error();
        out.println("  " + row.name() + ": " + outcome);
      }
    }
    out.println(result.verdict().sentence());
    out.println();
  }
}
