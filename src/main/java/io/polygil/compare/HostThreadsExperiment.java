package io.polygil.compare;

import io.polygil.PythonLease;
import io.polygil.measure.MeasurePlan;
import io.polygil.measure.Statistics;
import io.polygil.measure.TextTable;
import io.polygil.measure.TextTable.Column;
import io.polygil.measure.TimeFormat;
import io.polygil.measure.WarmUpPlan;
import io.polygil.measure.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Document 001: a host runs a Python loop, as it stands there, from two threads. The text is module
 * level code; each run gets globals of its own, or the runs would overwrite each other's {@code j}.
 */
final class HostThreadsExperiment implements Experiment {
  // The sum of 0 to 9,999,999 by Gauss.
  private static final long ANSWER = 10_000_000L * 9_999_999L / 2;
  private static final String COLD = "once, first run of the process";
  private static final String ONCE = "once";
  private static final String SEQUENCE = "twice in sequence";
  private static final String ONE_CONTEXT = "two threads, one context";
  private static final String TWO_CONTEXTS = "two threads, two contexts";
  private static final String KERNEL = "as a kernel";

  @Override
  public String id() {
    return "001-two-host-threads";
  }

  @Override
  public String claim() {
    return "two host threads in one interpreter take as long as two runs in sequence";
  }

  @Override
  public MeasurePlan plan(Effort effort) {
    return effort == Effort.QUICK
        ? MeasurePlan.quick()
            .withMaxTime(Duration.ofMillis(300))
            .withWarmUp(WarmUpPlan.within(Duration.ofMillis(600)))
            .withRounds(5, 10)
        : MeasurePlan.full().withRounds(10, 50);
  }

  @Override
  public List<Case> cases(Stage stage) {
    String loop = stage.program("loop");
    Workload<Long> inFirst = loop(stage.first(), loop);
    Workload<Long> inSecond = loop(stage.second(), loop);
    Workload<Long> kernel =
        () -> Answers.required(stage.first().call("loop_as_kernel:loop", Long.class));
    List<Case> cases = new ArrayList<>();
    cases.add(Case.inSequence(ONCE, "python", ANSWER, List.of(inFirst)));
    cases.add(Case.inSequence(SEQUENCE, "python", ANSWER, List.of(inFirst, inFirst)));
    cases.add(Case.together(ONE_CONTEXT, "python", ANSWER, List.of(inFirst, inFirst)));
    cases.add(Case.together(TWO_CONTEXTS, "python", ANSWER, List.of(inFirst, inSecond)));
    cases.add(Case.inSequence(KERNEL, "kernel", ANSWER, List.of(kernel)));
    return cases;
  }

  @Override
  public List<Case> coldCases(Stage stage) {
    return List.of(
        Case.inSequence(
            COLD, "python", ANSWER, List.of(loop(stage.first(), stage.program("loop")))));
  }

  private static Workload<Long> loop(PythonLease lease, String text) {
    return () -> Answers.required(lease.exec(text, "j", Long.class));
  }

  @Override
  public String table(List<CaseResult> rows, Colours colours) {
    List<Column> columns =
        List.of(
            Column.left("Case"),
            Column.right("Run 1"),
            Column.right("Run 2"),
            Column.right("Total"),
            Column.right("Min"),
            Column.right("Max"),
            Column.right("Rounds"));
    return new TextTable(columns, rows.stream().map(HostThreadsExperiment::cells).toList())
        .render();
  }

  private static List<String> cells(CaseResult row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.name());
    for (int thread = 0; thread < 2; thread++) {
      cells.add(
          thread < row.threadNanos().size()
              ? TimeFormat.ofNanos(Statistics.of(row.threadNanos().get(thread)).medianNanos())
              : "");
    }
    Statistics statistics = row.statistics();
    cells.add(TimeFormat.ofNanos(statistics.medianNanos()));
    cells.add(TimeFormat.ofNanos(statistics.minNanos()));
    cells.add(TimeFormat.ofNanos(statistics.maxNanos()));
    cells.add(Integer.toString(statistics.rounds()));
    return cells;
  }

  @Override
  public Verdict verdict(Figures figures) {
    double sequence = figures.ratio(ONE_CONTEXT, SEQUENCE);
    double contexts = figures.ratio(TWO_CONTEXTS, ONCE);
    // Serial is 1 times the sequence, parallel a half: three quarters decides.
    return Verdict.of(
        sequence > 0.75,
        String.format(
            Locale.ROOT,
            "Two host threads in one context took %.2f times the sequence, in two contexts %.2f"
                + " times one run; the same loop as a kernel took %s against %s",
            sequence,
            contexts,
            TimeFormat.ofNanos(figures.median(KERNEL)),
            TimeFormat.ofNanos(figures.median(ONCE))));
  }
}
