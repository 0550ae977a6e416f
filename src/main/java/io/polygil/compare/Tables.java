package io.polygil.compare;

import io.polygil.measure.BenchmarkTable;
import io.polygil.measure.Statistics;
import io.polygil.measure.TextTable;
import io.polygil.measure.TextTable.Column;
import io.polygil.measure.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes an experiment's outcome for a terminal. */
final class Tables {
  private static final double MEBIBYTE = 1024 * 1024;

  private Tables() {}

  /** The claim, the table or, where a row failed, what became of the rows, and the verdict. */
  static String text(ExperimentResult result, TableKind kind, Colours colours) {
    StringBuilder text = new StringBuilder();
    text.append(result.id()).append(": document ").append(result.document());
    text.append(" says that ").append(result.claim()).append('\n');
    if (result.succeeded()) {
      List<CaseResult> measured = result.cases().stream().filter(CaseResult::hasFigures).toList();
      if (!measured.isEmpty()) {
        text.append(
            kind == TableKind.BENCHMARK ? benchmark(measured, colours) : plain(measured, kind));
      }
    }
    for (CaseResult row : result.cases()) {
      if (!result.succeeded() || !row.hasFigures()) {
        text.append("  ").append(row.name()).append(", ").append(row.contender()).append(": ");
        text.append(row.outcomeText()).append('\n');
      }
    }
    return text.append(result.verdict().sentence()).append('\n').toString();
  }

  private static String benchmark(List<CaseResult> rows, Colours colours) {
    List<BenchmarkTable.Timed> timed =
        rows.stream()
            .map(row ->
                new BenchmarkTable.Timed(
                    row.name() + ", " + row.contender(),
                    row.statistics(),
                    row.figures().iterations()))
            .toList();
    return BenchmarkTable.render(
        "benchmark: " + rows.size() + " tests",
        timed,
        colours == Colours.ON ? BenchmarkTable.Colour.ON : BenchmarkTable.Colour.OFF);
  }

  private static String plain(List<CaseResult> rows, TableKind kind) {
    List<Cells> cells = new ArrayList<>();
    cells.add(new Cells(Column.left("Row"), CaseResult::name));
    cells.add(new Cells(Column.left("Contender"), CaseResult::contender));
    if (kind == TableKind.THREADS) {
      cells.add(new Cells(Column.right("Thread 1"), row -> thread(row, 0)));
      cells.add(new Cells(Column.right("Thread 2"), row -> thread(row, 1)));
    }
    cells.add(
        new Cells(
            Column.right("Median"), row -> TimeFormat.ofNanos(row.statistics().medianNanos())));
    cells.add(
        new Cells(Column.right("Min"), row -> TimeFormat.ofNanos(row.statistics().minNanos())));
    cells.add(new Cells(Column.right("IQR"), Tables::spread));
    if (kind == TableKind.CPU) {
      cells.add(new Cells(Column.right("CPU"), row -> known(row.cpuNanos())));
      cells.add(new Cells(Column.right("User"), row -> known(row.userNanos())));
    }
    cells.add(
        new Cells(Column.right("Rounds"), row -> Integer.toString(row.statistics().rounds())));
    cells.add(new Cells(Column.right("Cold"), Tables::cold));
    cells.add(new Cells(Column.right("Peak MB"), Tables::memory));
    cells.add(new Cells(Column.right("Document"), CaseResult::documented));
    // A column that says nothing only takes room.
    cells.removeIf(column -> rows.stream().allMatch(row -> column.cell().apply(row).isEmpty()));
    return new TextTable(
            cells.stream().map(Cells::column).toList(),
            rows.stream()
                .map(row -> cells.stream().map(each -> each.cell().apply(row)).toList())
                .toList())
        .render();
  }

  private static String thread(CaseResult row, int thread) {
    return thread < row.threadNanos().size()
        ? TimeFormat.ofNanos(Statistics.of(row.threadNanos().get(thread)).medianNanos())
        : "";
  }

  private static String spread(CaseResult row) {
    Statistics statistics = row.statistics();
    return String.format(
        Locale.ROOT,
        "%s%.0f %%",
        statistics.unstable() ? "unstable " : "",
        100 * statistics.relativeSpread());
  }

  private static String known(double nanos) {
    return nanos < 0 ? "unknown" : TimeFormat.ofNanos(nanos);
  }

  private static String cold(CaseResult row) {
    ColdRun cold = row.cold();
    return cold == null ? "" : TimeFormat.ofNanos((double) cold.firstRunNanos());
  }

  private static String memory(CaseResult row) {
    ColdRun cold = row.cold();
    return cold == null || cold.peakMemoryBytes() < 0
        ? ""
        : String.format(Locale.ROOT, "%.0f", cold.peakMemoryBytes() / MEBIBYTE);
  }

  private record Cells(Column column, Function<CaseResult, String> cell) {}
}
