package io.polygil.compare;

import io.polygil.PythonLease;
import io.polygil.measure.BenchmarkTable;
import io.polygil.measure.MeasurePlan;
import io.polygil.measure.TimeFormat;
import io.polygil.measure.WarmUpPlan;
import io.polygil.measure.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Document 000: the Zen of Python 1,000 times, needle {@code is}, answer 10,000. */
final class WordCountExperiment implements Experiment {
  // The document's own answer.
  private static final long ANSWER = 10_000;
  private static final String SEQUENTIAL = "kernel_sequential";
  private static final String TWICE = "kernel_sequential_twice_with_threads";
  private static final String PARALLEL = "kernel_parallel";
  private static final String PYTHON = "python_sequential";
  private static final String ONE_CONTEXT = "python_twice_one_context";
  private static final String TWO_CONTEXTS = "python_twice_two_contexts";

  @Override
  public String id() {
    return "000-word-count";
  }

  @Override
  public String claim() {
    return "two calls that release the GIL, on two Python threads, take about as long as one";
  }

  @Override
  public MeasurePlan plan(Effort effort) {
    return effort == Effort.QUICK
        ? MeasurePlan.quick()
            .withMaxTime(Duration.ofMillis(300))
            .withWarmUp(WarmUpPlan.within(Duration.ofMillis(600)))
        : MeasurePlan.full();
  }

  @Override
  public List<Case> cases(Stage stage) {
    PythonLease first = stage.first();
    Workload<Long> inFirst = row(first, "python_sequential");
    Workload<Long> inSecond = row(stage.second(), "python_sequential");
    List<Case> cases = new ArrayList<>();
    cases.add(single(PYTHON, "python", inFirst));
    cases.add(single(PARALLEL, "kernel", row(first, "native_parallel")));
    cases.add(single(SEQUENTIAL, "kernel", row(first, "native_sequential")));
    Workload<Long> twice = row(first, "native_sequential_twice_with_threads");
    cases.add(Case.of(TWICE, "kernel", List.of(2 * ANSWER), () -> List.of(twice.run())));
    cases.add(Case.together(ONE_CONTEXT, "python", ANSWER, List.of(inFirst, inFirst)));
    cases.add(Case.together(TWO_CONTEXTS, "python", ANSWER, List.of(inFirst, inSecond)));
    return cases;
  }

  private static Case single(String name, String contender, Workload<Long> work) {
    return Case.of(name, contender, List.of(ANSWER), () -> List.of(work.run()));
  }

  private static Workload<Long> row(PythonLease lease, String function) {
    String name = "word_count_rows:" + function;
    return () -> Answers.required(lease.call(name, Long.class));
  }

  @Override
  public String table(List<CaseResult> rows, Colours colours) {
    List<BenchmarkTable.Timed> timed =
        rows.stream()
            .map(row ->
                new BenchmarkTable.Timed(row.name(), row.statistics(), row.figures().iterations()))
            .toList();
    return BenchmarkTable.render(
        "benchmark: " + rows.size() + " tests",
        timed,
        colours == Colours.ON ? BenchmarkTable.Colour.ON : BenchmarkTable.Colour.OFF);
  }

  @Override
  public Verdict verdict(Figures figures) {
    double ratio = figures.ratio(TWICE, SEQUENTIAL);
    return Verdict.of(
        Figures.parallel(ratio),
        String.format(
            Locale.ROOT,
            "Two released calls on two threads took %.2f times one (%s against %s; the document: "
                + "1.09); search_py twice took %.2f times once in one context and %.2f in two",
            ratio,
            TimeFormat.ofNanos(figures.median(TWICE)),
            TimeFormat.ofNanos(figures.median(SEQUENTIAL)),
            figures.ratio(ONE_CONTEXT, PYTHON),
            figures.ratio(TWO_CONTEXTS, PYTHON)));
  }
}
