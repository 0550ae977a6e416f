package io.polygil.compare.report;

import static io.polygil.page.Html.escaped;

import io.polygil.compare.CaseResult;
import io.polygil.compare.ColdRun;
import io.polygil.compare.ExperimentResult;
import io.polygil.measure.Statistics;
import io.polygil.measure.TimeFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One experiment in a page: its claim, verdict, table and charts. */
final class HtmlExperiment {
  private static final double MEBIBYTE = 1024 * 1024;

  private record Cells(String title, Function<CaseResult, String> html) {}

  private final ExperimentResult experiment;
  private final int index;
  private final StringBuilder html = new StringBuilder();

  HtmlExperiment(ExperimentResult experiment, int index) {
    this.experiment = experiment;
    this.index = index;
  }

  /** Whether the claim held, in words and a colour. */
  static String mark(ExperimentResult experiment) {
    Boolean holds = experiment.verdict().holds();
    if (holds == null) {
      return "<span class=\"mark open\">not testable</span>";
    }
    return holds
        ? "<span class=\"mark holds\">holds</span>"
        : "<span class=\"mark fails\">does not hold here</span>";
  }

  String section() {
    html.append("<section id=\"e%d\" aria-labelledby=\"e%d-title\">\n".formatted(index, index));
    html.append("<h2 id=\"e%d-title\">%s</h2>\n".formatted(index, escaped(experiment.id())));
    html.append(
        "<p>Document %s says that %s.</p>\n"
            .formatted(escaped(experiment.document()), escaped(experiment.claim())));
    html.append(
        "<p class=\"verdict\">%s %s</p>\n"
            .formatted(mark(experiment), escaped(experiment.verdict().sentence())));
    table();
    // Times of wrong answers are not shown, here as on the terminal.
    if (experiment.succeeded() && experiment.cases().stream().anyMatch(CaseResult::hasFigures)) {
      charts();
    }
    return html.append("</section>\n").toString();
  }

  private void table() {
    List<Cells> columns = columns();
    html.append(
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"e%d-caption\" tabindex=\"0\">\n"
            .formatted(index));
    html.append(
        "<table>\n<caption id=\"e%d-caption\">Rows of %s</caption>\n"
            .formatted(index, escaped(experiment.id())));
    boolean documented = experiment.cases().stream().anyMatch(row -> !row.documented().isEmpty());
    html.append("<thead><tr><th scope=\"col\">Row</th>");
    html.append(documented ? "<th scope=\"col\" class=\"figure\">Document</th>" : "");
    html.append("<th scope=\"col\">Contender</th>");
    columns.forEach(column ->
        html.append("<th scope=\"col\" class=\"figure\">").append(column.title()).append("</th>"));
    html.append("<th scope=\"col\">Answer</th></tr></thead>\n");
    Set<String> names = new LinkedHashSet<>();
    experiment.cases().forEach(row -> names.add(row.name()));
    for (String name : names) {
      List<CaseResult> rows =
          experiment.cases().stream().filter(row -> row.name().equals(name)).toList();
      html.append("<tbody>\n");
      for (int i = 0; i < rows.size(); i++) {
        html.append("<tr>");
        if (i == 0) {
          html.append(
              "<th scope=\"rowgroup\" rowspan=\"%d\">%s</th>"
                  .formatted(rows.size(), breakable(name)));
          if (documented) {
            html.append(
                "<td class=\"figure\" rowspan=\"%d\">%s</td>"
                    .formatted(rows.size(), escaped(rows.getFirst().documented())));
          }
        }
        row(rows.get(i), columns);
        html.append("</tr>\n");
      }
      html.append("</tbody>\n");
    }
    html.append("</table>\n</div>\n");
  }

  private void row(CaseResult row, List<Cells> columns) {
    html.append("<td class=\"name\">").append(escaped(row.contender())).append("</td>");
    if (row.hasFigures() && experiment.succeeded()) {
      columns.forEach(column ->
          html.append("<td class=\"figure\">").append(column.html().apply(row)).append("</td>"));
      html.append("<td class=\"right\">right</td>");
    } else {
      html.append(
          "<td colspan=\"%d\" class=\"%s\">%s</td>"
              .formatted(
                  columns.size() + 1,
                  row.outcome() == CaseResult.Outcome.ERROR ? "wrong" : "without",
                  escaped(row.outcomeText())));
    }
  }

  private List<Cells> columns() {
    List<Cells> columns = new ArrayList<>();
    columns.add(new Cells("Median", row -> "<b>" + time(row.statistics().medianNanos()) + "</b>"));
    columns.add(new Cells("Min", row -> time(row.statistics().minNanos())));
    columns.add(new Cells("Spread (IQR)", HtmlExperiment::spread));
    columns.add(new Cells("Rounds", row -> Integer.toString(row.statistics().rounds())));
    columns.add(new Cells("CPU", row -> row.cpuNanos() < 0 ? "" : time(row.cpuNanos())));
    columns.add(
        new Cells(
            "Threads",
            row ->
                row.threadNanos().stream()
                    .map(thread -> time(Statistics.of(thread).medianNanos()))
                    .collect(Collectors.joining("; "))));
    columns.add(new Cells("Cold", HtmlExperiment::cold));
    columns.add(new Cells("Peak memory", HtmlExperiment::memory));
    List<CaseResult> rows = experiment.cases().stream().filter(CaseResult::hasFigures).toList();
    // A column that says nothing only takes room.
    columns.removeIf(column -> rows.stream().allMatch(row -> column.html().apply(row).isEmpty()));
    return columns;
  }

  private static String spread(CaseResult row) {
    Statistics statistics = row.statistics();
    String share = String.format(Locale.ROOT, "%.0f&nbsp;%%", 100 * statistics.relativeSpread());
    return statistics.unstable() ? "<span class=\"unstable\">unstable</span> " + share : share;
  }

  private static String cold(CaseResult row) {
    ColdRun cold = row.cold();
    return cold == null ? "" : time((double) cold.firstRunNanos());
  }

  private static String memory(CaseResult row) {
    ColdRun cold = row.cold();
    return cold == null || cold.peakMemoryBytes() < 0
        ? ""
        : String.format(Locale.ROOT, "%.0f&nbsp;MB", cold.peakMemoryBytes() / MEBIBYTE);
  }

  // Names of functions are long, and have no blank to break at.
  private static String breakable(String name) {
    return escaped(name).replace("_", "_<wbr>");
  }

  static String time(double nanos) {
    return TimeFormat.ofNanos(nanos).replace(" ", "&nbsp;");
  }

  private void charts() {
    List<CaseResult> rows = experiment.cases().stream().filter(CaseResult::hasFigures).toList();
    String medians =
        rows.stream()
            .map(row ->
                "%s, %s: %s"
                    .formatted(
                        row.name(),
                        row.contender(),
                        TimeFormat.ofNanos(row.statistics().medianNanos())))
            .collect(Collectors.joining("; "));
    html.append("<figure>\n<figcaption>Medians; the whiskers are the IQR</figcaption>\n");
    chart("bars", "", "Bar chart of the medians. " + medians);
    html.append("</figure>\n");
    List<CaseResult> warmed =
        rows.stream().filter(row -> !row.figures().warmUp().nanos().isEmpty()).toList();
    if (warmed.isEmpty()) {
      return;
    }
    Set<String> contenders = new LinkedHashSet<>();
    warmed.forEach(row -> contenders.add(row.contender()));
    html.append("<div class=\"beside\">\n");
    for (String contender : contenders) {
      html.append(
          "<figure>\n<figcaption>Warm-up of %s: the time of each round, from the first run"
              .formatted(escaped(contender)));
      html.append("</figcaption>\n");
      chart(
          "warm-up",
          contender,
          "Line chart of the time of one iteration in each warm-up round. The same in figures"
              + " follows.");
      html.append("</figure>\n");
    }
    html.append("</div>\n");
    warmUpTable(warmed);
  }

  private void chart(String kind, String contender, String text) {
    html.append(
        """
        <div class="chart" role="img" data-chart="%s" data-index="%d" data-contender="%s" \
        aria-label="%s"></div>
        """
            .formatted(kind, index, escaped(contender), escaped(text)));
  }

  private void warmUpTable(List<CaseResult> rows) {
    html.append("<details>\n<summary>Warm-up in figures</summary>\n");
    html.append(
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"e%d-warm\" tabindex=\"0\">\n"
            .formatted(index));
    html.append(
        "<table>\n<caption id=\"e%d-warm\">Warm-up of %s</caption>\n<thead><tr>"
            .formatted(index, escaped(experiment.id())));
    for (String title : List.of("Row", "Contender")) {
      html.append("<th scope=\"col\">").append(title).append("</th>");
    }
    for (String title : List.of("First run", "Round 1", "Last round", "Rounds")) {
      html.append("<th scope=\"col\" class=\"figure\">").append(title).append("</th>");
    }
    html.append("<th scope=\"col\">Then steady</th></tr></thead>\n<tbody>\n");
    for (CaseResult row : rows) {
      List<Long> nanos = row.figures().warmUp().nanos();
      html.append(
          "<tr><th scope=\"row\">%s</th><td>%s</td>"
              .formatted(breakable(row.name()), escaped(row.contender())));
      for (String figure :
          List.of(
              time((double) row.figures().firstRunNanos()),
              time((double) nanos.getFirst()),
              time((double) nanos.getLast()),
              Integer.toString(nanos.size()))) {
        html.append("<td class=\"figure\">").append(figure).append("</td>");
      }
      html.append(
          "<td>%s</td></tr>\n"
              .formatted(row.figures().warmUp().steady() ? "yes" : "no, it ran out of time"));
    }
    html.append("</tbody>\n</table>\n</div>\n</details>\n");
  }
}
