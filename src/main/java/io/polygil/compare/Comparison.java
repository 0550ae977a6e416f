package io.polygil.compare;

import io.polygil.context.ResourceModules;
import io.polygil.measure.Progress;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Runs the documents' experiments: the rows of all contenders in turn, round by round, then the
 * answers, then the table, then the verdict. A table is printed only once all of its answers are
 * right.
 */
public final class Comparison {
  /** Two threads that get less done than this times one have no two cores. */
  private static final double TWO_CORES = 1.5;

  private final Effort effort;
  private final List<Experiment> experiments;
  private final Peers peers;
  private final Colours colours;
  private final Progress progress;
  private final PrintStream out;

  /**
   * A comparison that prints as it goes.
   *
   * @param only ids of the experiments to run, or their beginnings, such as {@code 002}; empty for
   *     all
   * @param peers who takes part beside Polygil
   * @throws IllegalArgumentException if an id is unknown; the message lists those there are
   */
  public Comparison(
      Effort effort,
      Set<String> only,
      Peers peers,
      Colours colours,
      Progress progress,
      PrintStream out) {
    this.effort = effort;
    this.experiments = Experiments.select(effort, only);
    this.peers = peers;
    this.colours = colours;
    this.progress = progress;
    this.out = out;
  }

  /** The documents' Python programs, as modules to import. */
  public static ResourceModules programs() {
    return new ResourceModules(Comparison.class, "python");
  }

  /** The ids of all experiments. */
  public static List<String> ids() {
    return Experiments.all(Effort.QUICK).stream().map(Experiment::id).toList();
  }

  /**
   * Runs them.
   *
   * @throws InterruptedException if the calling thread is interrupted between two rounds
   */
  public ComparisonResult run() throws InterruptedException {
    Instant taken = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (Stage stage = new Stage()) {
      Environment environment = Environment.of(stage, peers);
      out.println(environment.text());
      List<ExperimentResult> results = new ArrayList<>();
      for (Experiment experiment : experiments) {
        ExperimentResult result = run(experiment, stage);
        out.println(Tables.text(result, experiment.table(), colours));
        results.add(result);
      }
      return new ComparisonResult(taken, effort, environment, results, List.of());
    }
  }

  private ExperimentResult run(Experiment experiment, Stage stage) throws InterruptedException {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(new PolygilContender(stage, new FreshProcess(effort)));
    contenders.addAll(PeerContender.all(peers.present(), stage));
    try {
      ExperimentRun run =
          new ExperimentRun(experiment, contenders, effort == Effort.FULL, progress);
      List<CaseResult> results = run.run();
      return new ExperimentResult(
          experiment.id(),
          experiment.document(),
          experiment.claim(),
          verdict(experiment, results, run.worthOfTwoCores()),
          results);
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private Verdict verdict(Experiment experiment, List<CaseResult> results, double worthOfTwoCores) {
    boolean failed =
        results.stream()
            .anyMatch(result ->
                result.kind() == ContenderKind.POLYGIL
                    && result.outcome() != CaseResult.Outcome.OK);
    if (failed) {
      return Verdict.notTestable("A row failed");
    }
    Finding finding = experiment.finding().apply(new Figures(results));
    if (effort == Effort.QUICK && !finding.holds()) {
      return finding.undecided("--quick begins while the compilers are still at work");
    }
    return experiment.parallel() && worthOfTwoCores < TWO_CORES
        ? finding.undecided(
            String.format(
                Locale.ROOT,
                "Just before the rounds this machine got %.2f times as much done on two threads as"
                    + " on one",
                worthOfTwoCores))
        : finding.verdict();
  }
}
