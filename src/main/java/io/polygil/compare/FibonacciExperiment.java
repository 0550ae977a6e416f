package io.polygil.compare;

import io.polygil.PythonLease;
import io.polygil.measure.MeasurePlan;
import io.polygil.measure.TextTable;
import io.polygil.measure.TextTable.Column;
import io.polygil.measure.TimeFormat;
import io.polygil.measure.WarmUpPlan;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Document 003: Fibonacci at N = 1e9, alone and on two Python threads of one context. */
final class FibonacciExperiment implements Experiment {
  private static final long N = 1_000_000_000L;
  private static final long ANSWER = Answers.fibonacci(N);
  private static final String GIL = "gil";
  private static final String NOGIL = "nogil";

  /** A row, with the wall times in ms that the document has for pybind11 and PyO3. */
  private record Row(String name, List<String> kernels, String pybind11, String pyo3) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(GIL, List.of(GIL), "355", "282"),
          new Row(NOGIL, List.of(NOGIL), "384", "284"),
          new Row("gil+gil", List.of(GIL, GIL), "705", "506"),
          new Row("nogil+gil", List.of(NOGIL, GIL), "372", "252"),
          new Row("gil+nogil", List.of(GIL, NOGIL), "734", "537"),
          new Row("nogil+nogil", List.of(NOGIL, NOGIL), "", ""));

  @Override
  public String id() {
    return "003-fibonacci";
  }

  @Override
  public String claim() {
    return "two threads run in parallel if the first one releases the GIL, and one after the other"
        + " if it holds it";
  }

  @Override
  public MeasurePlan plan(Effort effort) {
    // All rows share one compiled loop, which their first runs have warmed.
    return effort == Effort.QUICK
        ? MeasurePlan.quick().withWarmUp(WarmUpPlan.none()).withRounds(3, 3).withMaxIterations(1)
        : MeasurePlan.full().withRounds(10, 10);
  }

  @Override
  public List<Case> cases(Stage stage) {
    return ROWS.stream().map(row -> row(stage, row)).toList();
  }

  private static Case row(Stage stage, Row row) {
    PythonLease lease = stage.first();
    List<String> kernels = row.kernels().stream().map(which -> "fibonacci_" + which).toList();
    if (kernels.size() == 1) {
      return Case.of(
          row.name(),
          "kernel",
          List.of(ANSWER),
          () ->
              Answers.unsigned(
                  lease.call("fibonacci_threads:alone", List.class, kernels.getFirst(), N)));
    }
    // Which thread comes first must be known, not left to the scheduler.
    Callable<Boolean> firstIsInside =
        () -> {
          stage.entry().await();
          return true;
        };
    return Case.of(
        row.name(),
        "kernel",
        List.of(ANSWER, ANSWER),
        () -> {
          stage.entry().reset();
          return Answers.unsigned(
              lease.call(
                  "fibonacci_threads:on_two_threads",
                  List.class,
                  kernels.get(0),
                  kernels.get(1),
                  N,
                  firstIsInside));
        });
  }

  @Override
  public String table(List<CaseResult> rows, Colours colours) {
    List<Column> columns =
        List.of(
            Column.left("Case"),
            Column.right("Wall"),
            Column.right("Min"),
            Column.right("CPU"),
            Column.right("User"),
            Column.right("Rounds"),
            Column.right("003: pybind11"),
            Column.right("003: PyO3"));
    return new TextTable(columns, rows.stream().map(FibonacciExperiment::cells).toList()).render();
  }

  private static List<String> cells(CaseResult result) {
    Row row =
        ROWS.stream().filter(each -> each.name().equals(result.name())).findFirst().orElseThrow();
    return List.of(
        result.name(),
        TimeFormat.ofNanos(result.statistics().medianNanos()),
        TimeFormat.ofNanos(result.statistics().minNanos()),
        known(result.cpuNanos()),
        known(result.userNanos()),
        Integer.toString(result.statistics().rounds()),
        row.pybind11().isEmpty() ? "" : row.pybind11() + " ms",
        row.pyo3().isEmpty() ? "" : row.pyo3() + " ms");
  }

  private static String known(double nanos) {
    return nanos < 0 ? "unknown" : TimeFormat.ofNanos(nanos);
  }

  @Override
  public Verdict verdict(Figures figures) {
    double holding = figures.ratio("gil+gil", GIL);
    double released = figures.ratio("nogil+gil", NOGIL);
    double held = figures.ratio("gil+nogil", GIL);
    boolean holds =
        !Figures.parallel(holding) && Figures.parallel(released) && !Figures.parallel(held);
    return Verdict.of(
        holds,
        String.format(
            Locale.ROOT,
            "gil+gil took %.2f times one, nogil+gil %.2f, gil+nogil %.2f, nogil+nogil %.2f",
            holding,
            released,
            held,
            figures.ratio("nogil+nogil", NOGIL)));
  }
}
