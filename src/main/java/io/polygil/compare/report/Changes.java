package io.polygil.compare.report;

import io.polygil.compare.CaseResult;
import io.polygil.compare.Colours;
import io.polygil.compare.ComparisonResult;
import io.polygil.compare.ExperimentResult;
import io.polygil.measure.TextTable;
import io.polygil.measure.TextTable.Column;
import io.polygil.measure.TimeFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What changed between two comparisons.
 *
 * @param warnings what makes the figures hard to compare, one sentence each
 * @param rows the experiments that both have, row by row
 */
public record Changes(List<String> warnings, List<Change> rows) {
  private static final String GREEN = "\u001b[1;32m";
  private static final String RED = "\u001b[1;31m";
  private static final String RESET = "\u001b[0m";

  /** Copies the lists. */
  public Changes {
    warnings = List.copyOf(warnings);
    rows = List.copyOf(rows);
  }

  /** Compares an earlier comparison with a later one. */
  public static Changes between(ComparisonResult old, ComparisonResult now) {
    List<String> warnings = new ArrayList<>(EnvironmentChanges.between(old, now));
    Map<String, ExperimentResult> before = byId(old);
    Map<String, ExperimentResult> after = byId(now);
    List<String> gone = before.keySet().stream().filter(id -> !after.containsKey(id)).toList();
    List<String> added = after.keySet().stream().filter(id -> !before.containsKey(id)).toList();
    if (!gone.isEmpty()) {
      warnings.add("Only the earlier one has " + String.join(", ", gone));
    }
    if (!added.isEmpty()) {
      warnings.add("Only the later one has " + String.join(", ", added));
    }
    List<Change> rows = new ArrayList<>();
    after.forEach((id, experiment) -> {
      ExperimentResult earlier = before.get(id);
      if (earlier != null) {
        rows.addAll(rows(earlier, experiment));
      }
    });
    return new Changes(warnings, rows);
  }

  // A file may have an id twice: the first counts.
  private static Map<String, ExperimentResult> byId(ComparisonResult result) {
    return result.experiments().stream()
        .collect(
            Collectors.toMap(
                ExperimentResult::id,
                Function.identity(),
                (first, _) -> first,
                LinkedHashMap::new));
  }

  private static List<Change> rows(ExperimentResult old, ExperimentResult now) {
    List<CaseResult> left = new ArrayList<>(old.cases());
    List<Change> rows = new ArrayList<>();
    for (CaseResult row : now.cases()) {
      Optional<CaseResult> earlier = partner(row, left, now.cases());
      if (earlier.isPresent()) {
        left.remove(earlier.get());
        Change change = Change.between(now.id(), earlier.get(), row);
        if (change != null) {
          rows.add(change);
        }
      } else {
        rows.add(Change.appeared(now.id(), row));
      }
    }
    left.forEach(row -> rows.add(Change.vanished(now.id(), row)));
    return rows;
  }

  // A contender's name has its version, which may have changed since; its kind has not.
  private static Optional<CaseResult> partner(
      CaseResult row, List<CaseResult> earlier, List<CaseResult> now) {
    List<CaseResult> ofKind = earlier.stream().filter(each -> isAlike(each, row)).toList();
    Optional<CaseResult> same =
        ofKind.stream().filter(each -> each.contender().equals(row.contender())).findFirst();
    boolean onlyOne =
        ofKind.size() == 1 && now.stream().filter(each -> isAlike(each, row)).count() == 1;
    return same.isPresent() || !onlyOne ? same : Optional.of(ofKind.getFirst());
  }

  private static boolean isAlike(CaseResult one, CaseResult other) {
    return one.name().equals(other.name()) && one.kind() == other.kind();
  }

  /** The warnings and a table, for a terminal. */
  public String text(Colours colours) {
    StringBuilder text = new StringBuilder();
    warnings.forEach(warning -> text.append("warning: ").append(warning).append('\n'));
    if (rows.isEmpty()) {
      return text.append("No row of the one has figures to hold against the other.\n").toString();
    }
    List<String> titles = List.of("Old", "New", "New/old", "p");
    List<Column> columns = new ArrayList<>();
    columns.add(Column.left("Experiment"));
    columns.add(Column.left("Row"));
    columns.add(Column.left("Contender"));
    titles.forEach(title -> columns.add(Column.right(title)));
    columns.add(Column.left("Change"));
    String table = new TextTable(columns, rows.stream().map(Changes::cells).toList()).render();
    text.append(colours == Colours.ON ? coloured(table) : table);
    return text.append(summary()).append('\n').toString();
  }

  private static List<String> cells(Change change) {
    return List.of(
        change.experiment(),
        change.row(),
        change.contender(),
        time(change.oldNanos()),
        time(change.newNanos()),
        Double.isNaN(change.ratio()) ? "" : String.format(Locale.ROOT, "%.2f", change.ratio()),
        Double.isNaN(change.pValue()) ? "" : probability(change.pValue()),
        change.text());
  }

  private static String time(double nanos) {
    return Double.isNaN(nanos) ? "" : TimeFormat.ofNanos(nanos);
  }

  private static String probability(double pValue) {
    return pValue < 0.0005 ? "<0.001" : String.format(Locale.ROOT, "%.3f", pValue);
  }

  private String coloured(String table) {
    List<String> lines = new ArrayList<>(table.lines().toList());
    int first = lines.size() - rows.size();
    for (int i = 0; i < rows.size(); i++) {
      String line = lines.get(first + i);
      lines.set(
          first + i,
          switch (rows.get(i).outcome()) {
            case FASTER -> GREEN + line + RESET;
            case SLOWER -> RED + line + RESET;
            default -> line;
          });
    }
    return String.join("\n", lines) + "\n";
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%d faster, %d slower, %d without change, %d undecided, %d new, %d gone. A change has"
            + " p < 0.05 (Mann-Whitney U, over the rounds) and is larger than both spreads (IQR).",
        count(Change.Outcome.FASTER),
        count(Change.Outcome.SLOWER),
        count(Change.Outcome.NO_CHANGE),
        count(Change.Outcome.UNDECIDED),
        count(Change.Outcome.APPEARED),
        count(Change.Outcome.VANISHED));
  }

  private long count(Change.Outcome outcome) {
    return rows.stream().filter(row -> row.outcome() == outcome).count();
  }
}
