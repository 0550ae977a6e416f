package io.polygil.compare;

import io.polygil.measure.Statistics;
import io.polygil.measure.TextTable;
import io.polygil.measure.TextTable.Column;
import io.polygil.measure.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a sweep's outcome for a terminal. */
final class SweepTables {
  private SweepTables() {}

  static String text(SweepResult result) {
    StringBuilder text = new StringBuilder();
    text.append(result.id()).append(": ").append(result.title()).append('\n');
    if (result.succeeded()) {
      text.append(table(result));
    }
    for (SweepLine line : result.lines()) {
      for (SweepPoint point : line.points()) {
        if (!point.hasFigures()) {
          text.append("  ").append(line.name()).append(" at ");
          text.append(result.axis().text(point.at())).append(": error: ").append(point.error());
          text.append('\n');
        }
      }
      if (!line.ending().isEmpty()) {
        text.append("  ").append(line.name()).append(" ends there: ").append(line.ending());
        text.append('\n');
      }
    }
    return text.append(result.conclusion()).append('\n').toString();
  }

  private static String table(SweepResult result) {
    boolean threads = result.axis() == SweepAxis.THREADS;
    List<Column> columns = new ArrayList<>();
    columns.add(Column.right(result.axis().title()));
    for (SweepLine line : result.lines()) {
      columns.add(Column.right(line.name()));
    }
    List<List<String>> rows = new ArrayList<>();
    for (long value : result.values()) {
      List<String> cells = new ArrayList<>();
      cells.add(result.axis().text(value));
      for (SweepLine line : result.lines()) {
        Optional<SweepPoint> point = line.at(value);
        cells.add(point.map(p -> threads ? throughput(line, p) : time(p)).orElse(""));
      }
      rows.add(cells);
    }
    return new TextTable(columns, rows).render();
  }

  private static String throughput(SweepLine line, SweepPoint point) {
    return String.format(
        Locale.ROOT,
        "%.4g/s (%.2fx)%s",
        SweepLine.perSecond(point),
        line.speedUp(point),
        unstable(point));
  }

  private static String time(SweepPoint point) {
    return TimeFormat.ofNanos(point.statistics().medianNanos()) + unstable(point);
  }

  private static String unstable(SweepPoint point) {
    Statistics statistics = point.statistics();
    return statistics.unstable() ? " unstable" : "";
  }
}
