package io.polygil.compare.report;

import io.polygil.compare.CaseResult;
import io.polygil.compare.ComparisonResult;
import io.polygil.compare.Environment;
import io.polygil.compare.ExperimentResult;
import io.polygil.context.PythonEngine;
import io.polygil.measure.TimeFormat;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a comparison's verdicts and medians into a Markdown file, between two comments; what was
 * there goes.
 */
public final class ReadmeTable {
  private static final String BEGIN = "<!-- results: written by polygil compare --readme -->";
  private static final String END = "<!-- end of results -->";

  private ReadmeTable() {}

  /**
   * The file's text with these results in it.
   *
   * @throws IllegalArgumentException if the text has not each of the two comments once, in order;
   *     the message has both
   */
  public static String into(String markdown, ComparisonResult result) {
    int begin = markdown.indexOf(BEGIN);
    int end = markdown.indexOf(END);
    if (begin < 0
        || end < begin
        || markdown.lastIndexOf(BEGIN) != begin
        || markdown.lastIndexOf(END) != end) {
      throw new IllegalArgumentException(
          "it must have the lines %s and %s once each, in this order".formatted(BEGIN, END));
    }
    return markdown.substring(0, begin + BEGIN.length())
        + "\n"
        + section(result)
        + markdown.substring(end);
  }

  private static String section(ComparisonResult result) {
    Set<String> contenders = new LinkedHashSet<>();
    for (ExperimentResult experiment : result.experiments()) {
      experiment.cases().forEach(row -> contenders.add(row.contender()));
    }
    StringBuilder text = new StringBuilder();
    if (result.experiments().size() > 1) {
      text.append(conclusion(result)).append("\n\n");
    }
    for (ExperimentResult experiment : result.experiments()) {
      text.append("- ").append(code(experiment)).append(": ");
      text.append(escaped(experiment.verdict().sentence())).append('\n');
    }
    text.append('\n').append(environment(result)).append("\n\n");
    List<String> titles = new ArrayList<>(List.of("experiment", "row", "document"));
    contenders.forEach(contender -> titles.add(escaped(contender)));
    line(text, titles);
    text.append("| --- | --- | --- |").append(" --- |".repeat(contenders.size())).append('\n');
    for (ExperimentResult experiment : result.experiments()) {
      rows(text, experiment, contenders);
    }
    return text.toString();
  }

  /** How many claims hold, and which do not: it stands before all figures. */
  private static String conclusion(ComparisonResult result) {
    List<ExperimentResult> all = result.experiments();
    long holding = all.stream().filter(each -> Boolean.TRUE.equals(each.verdict().holds())).count();
    StringBuilder text =
        new StringBuilder("Of %d claims %d hold here".formatted(all.size(), holding));
    String others = codes(all, Boolean.FALSE);
    if (!others.isEmpty()) {
      text.append("; not ").append(others);
    }
    String untold = codes(all, null);
    if (!untold.isEmpty()) {
      text.append("; not to be told here: ").append(untold);
    }
    return text.append(':').toString();
  }

  private static String codes(List<ExperimentResult> experiments, @Nullable Boolean holds) {
    return experiments.stream()
        .filter(each -> Objects.equals(each.verdict().holds(), holds))
        .map(ReadmeTable::code)
        .collect(Collectors.joining(", "));
  }

  private static void rows(
      StringBuilder text, ExperimentResult experiment, Set<String> contenders) {
    String id = code(experiment);
    Set<String> names = new LinkedHashSet<>();
    experiment.cases().forEach(row -> names.add(row.name()));
    for (String name : names) {
      List<CaseResult> cases =
          experiment.cases().stream().filter(row -> row.name().equals(name)).toList();
      List<String> cells = new ArrayList<>();
      cells.add(id);
      cells.add(escaped(name));
      cells.add(escaped(cases.getFirst().documented()));
      for (String contender : contenders) {
        cells.add(
            cases.stream()
                .filter(row -> row.contender().equals(contender))
                .findFirst()
                .map(row -> cell(row, experiment.succeeded()))
                .orElse(""));
      }
      line(text, cells);
      id = "";
    }
  }

  private static String cell(CaseResult row, boolean answersAreRight) {
    if (!row.hasFigures()) {
      String answer = row.answer() == null ? "" : row.answer();
      return row.outcome() == CaseResult.Outcome.OK
          ? escaped(answer)
          : row.outcome().name().toLowerCase(Locale.ROOT);
    }
    if (!answersAreRight) {
      return "right answer";
    }
    String median = TimeFormat.ofNanos(row.statistics().medianNanos());
    return row.statistics().unstable()
        ? String.format(
            Locale.ROOT, "%s ± %.0f %%", median, 100 * row.statistics().relativeSpread())
        : median;
  }

  private static String environment(ComparisonResult result) {
    Environment environment = result.environment();
    String jit =
        environment.execution() == PythonEngine.Execution.JIT ? "JIT on" : "interpreted, JIT off";
    return escaped(
        String.format(
            Locale.ROOT,
            "Medians of warm rounds, measured on %s (%s effort) on %s, %d cores, %s; %s; Python %s"
                + " on GraalPy %s, %s. Where the middle half of the rounds spreads over more than"
                + " 10 %% of the median, that share follows.",
            result.taken().atOffset(ZoneOffset.UTC).toLocalDate(),
            result.effort().name().toLowerCase(Locale.ROOT),
            environment.cpu(),
            environment.cores(),
            environment.os(),
            environment.jdk(),
            environment.python(),
            environment.graalPy(),
            jit));
  }

  private static void line(StringBuilder text, List<String> cells) {
    cells.forEach(cell -> text.append("| ").append(cell).append(' '));
    text.append("|\n");
  }

  // What stands as code cannot be escaped.
  private static String code(ExperimentResult experiment) {
    return "`" + experiment.id().replaceAll("[^\\w.-]+", " ").strip() + "`";
  }

  // Names and messages must neither end a cell, nor begin a tag, nor emphasise half a line.
  private static String escaped(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("([\\\\|<>*_`\\[\\]])", "\\\\$1");
  }
}
