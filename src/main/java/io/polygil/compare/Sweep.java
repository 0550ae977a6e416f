package io.polygil.compare;

import io.polygil.measure.Clock;
import io.polygil.measure.Progress;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How throughput grows with threads and contexts, and time with the size of the work: apart from
 * the documents' experiments, and Polygil alone.
 */
public final class Sweep {
  private final Effort effort;
  private final List<SweepPlan> plans;
  private final Progress progress;
  private final PrintStream out;

  /**
   * A sweep that prints as it goes.
   *
   * @param only ids of the sweeps to run, or their beginnings; empty for all
   * @throws IllegalArgumentException if an id is unknown; the message lists those there are
   */
  public Sweep(Effort effort, Set<String> only, Progress progress, PrintStream out) {
    this.effort = effort;
    this.plans = Sweeps.select(effort, only);
    this.progress = progress;
    this.out = out;
  }

  /**
   * Runs them.
   *
   * @throws InterruptedException if the calling thread is interrupted between two rounds
   */
  public ComparisonResult run() throws InterruptedException {
    Instant taken = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (Stage stage = new Stage()) {
      Environment environment = Environment.of(stage, Peers.none());
      out.println(environment.text());
      List<SweepResult> results = new ArrayList<>();
      for (SweepPlan plan : plans) {
        SweepResult result = new SweepRun(plan, stage, Clock.system(), progress).run();
        out.println(SweepTables.text(result));
        results.add(result);
      }
      return new ComparisonResult(taken, effort, environment, List.of(), results);
    }
  }
}
