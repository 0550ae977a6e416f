package io.polygil.compare.report;

import static io.polygil.page.Html.escaped;

import io.polygil.compare.ComparisonResult;
import io.polygil.compare.Effort;
import io.polygil.compare.Environment;
import io.polygil.compare.ExperimentResult;
import io.polygil.compare.SweepResult;
import io.polygil.context.PythonEngine;
import io.polygil.measure.TimeFormat;
import io.polygil.page.Html;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A comparison as one page for a browser that loads nothing: style, charts and data are in it. The
 * tables are there without its scripts; these only draw, and no other script can run in it.
 */
public final class HtmlReport {
  private static final String FOLDER = "io/polygil/compare/report/";
  private static final double MEBIBYTE = 1024 * 1024;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final ComparisonResult result;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(ComparisonResult result) {
    this.result = result;
  }

  /** The page's text. */
  public static String of(ComparisonResult result) {
    return new HtmlReport(result).page();
  }

  private String page() {
    String library = WebJar.text("org.webjars", "echarts", "echarts.min.js");
    String charts = WebJar.text(FOLDER + "charts.js");
    html.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \
        'unsafe-inline'; img-src data:; script-src %s %s">
        <meta name="color-scheme" content="light dark">
        <title>Polygil: the documents' experiments, %s</title>
        <style>
        %s</style>
        </head>
        <body>
        <a class="skip" href="#results">Skip to the results</a>
        <header>
        <h1>Polygil beside the documents</h1>
        <p>Measured on <time datetime="%s">%s</time>, %s.</p>
        </header>
        <main>
        """
            .formatted(
                Html.hash(library),
                Html.hash(charts),
                result.taken().atOffset(ZoneOffset.UTC).toLocalDate(),
                WebJar.text(FOLDER + "report.css"),
                result.taken(),
                DATE.format(result.taken()),
                result.effort() == Effort.FULL
                    ? "with full effort"
                    : "quickly: the figures show the shape only"));
    overview();
    environment();
    html.append("<div id=\"results\" tabindex=\"-1\">\n");
    for (int i = 0; i < result.experiments().size(); i++) {
      html.append(new HtmlExperiment(result.experiments().get(i), i).section());
    }
    for (int i = 0; i < result.sweeps().size(); i++) {
      html.append(new HtmlSweep(result.sweeps().get(i), i).section());
    }
    html.append("</div>\n</main>\n");
    html.append(
        """
        <footer>
        <p>Every figure is wall time of one iteration over warm rounds. Cold is the first run in a
        fresh process, and peak memory that process's. The middle half of the rounds lies within
        the IQR; where that is more than 10&nbsp;% of the median the row is unstable, and small
        differences mean nothing. All rounds are in the data of this page.</p>
        <noscript><p>The charts need JavaScript; the tables have their figures.</p></noscript>
        </footer>
        """);
    html.append("<script type=\"application/json\" id=\"data\">")
        .append(Html.scriptData(JsonReport.of(result)))
        .append("</script>\n");
    script(library);
    script(charts);
    return html.append("</body>\n</html>\n").toString();
  }

  private void script(String text) {
    html.append("<script>").append(text).append("</script>\n");
  }

  private void overview() {
    html.append("<nav aria-labelledby=\"overview\">\n<h2 id=\"overview\">Overview</h2>\n<ul>\n");
    for (int i = 0; i < result.experiments().size(); i++) {
      ExperimentResult experiment = result.experiments().get(i);
      html.append(
          "<li><a href=\"#e%d\">%s</a> %s <span class=\"claim\">%s</span></li>\n"
              .formatted(
                  i,
                  escaped(experiment.id()),
                  HtmlExperiment.mark(experiment),
                  escaped(experiment.claim())));
    }
    for (int i = 0; i < result.sweeps().size(); i++) {
      SweepResult sweep = result.sweeps().get(i);
      html.append(
          "<li><a href=\"#s%d\">%s</a> <span class=\"claim\">%s</span></li>\n"
              .formatted(i, escaped(sweep.id()), escaped(sweep.title())));
    }
    html.append("</ul>\n</nav>\n");
  }

  private void environment() {
    Environment environment = result.environment();
    html.append("<section aria-labelledby=\"environment\">\n");
    html.append("<h2 id=\"environment\">Environment</h2>\n<dl>\n");
    entry(
        "Machine",
        "%s, %d %s%s"
            .formatted(
                environment.cpu(),
                environment.cores(),
                environment.cores() == 1 ? "core" : "cores",
                environment.affinity().isEmpty() ? "" : " (" + environment.affinity() + ")"));
    entry("Frequency", environment.frequency());
    entry("System", environment.os());
    entry("Java", environment.jdk());
    entry(
        "Python",
        "%s on GraalPy %s, %s"
            .formatted(
                environment.python(),
                environment.graalPy(),
                environment.execution() == PythonEngine.Execution.JIT
                    ? "compiled (JIT on)"
                    : "interpreted only (JIT off), 30 to 150 times slower"));
    entry("First context", "after " + TimeFormat.ofNanos((double) environment.firstContextNanos()));
    entry(
        "One more context",
        String.format(
            Locale.ROOT, "%.1f MB of heap", environment.heapPerContextBytes() / MEBIBYTE));
    entry("Peers", String.join(", ", environment.peers()));
    entry("Absent", environment.absent());
    html.append("</dl>\n</section>\n");
  }

  private void entry(String name, String value) {
    entry(name, value.isEmpty() ? List.of() : List.of(value));
  }

  private void entry(String name, List<String> values) {
    if (!values.isEmpty()) {
      html.append("<div><dt>").append(name).append("</dt>");
      values.forEach(value -> html.append("<dd>").append(escaped(value)).append("</dd>"));
      html.append("</div>\n");
    }
  }
}
