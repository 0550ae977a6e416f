package io.polygil.compare.report;

import static io.polygil.page.Html.escaped;

import io.polygil.compare.SweepAxis;
import io.polygil.compare.SweepLine;
import io.polygil.compare.SweepPoint;
import io.polygil.compare.SweepResult;
import java.util.Locale;

/** One sweep in a page: what follows from it, its curves and its table. */
final class HtmlSweep {
  private final SweepResult sweep;
  private final int index;
  private final StringBuilder html = new StringBuilder();

  HtmlSweep(SweepResult sweep, int index) {
    this.sweep = sweep;
    this.index = index;
  }

  String section() {
    html.append("<section id=\"s%d\" aria-labelledby=\"s%d-title\">\n".formatted(index, index));
    html.append("<h2 id=\"s%d-title\">%s</h2>\n".formatted(index, escaped(sweep.id())));
    html.append("<p>Swept: %s.</p>\n".formatted(escaped(sweep.title())));
    html.append("<p class=\"verdict\">%s</p>\n".formatted(escaped(sweep.conclusion())));
    table();
    if (sweep.succeeded()) {
      boolean threads = sweep.axis() == SweepAxis.THREADS;
      html.append(
          "<figure>\n<figcaption>%s</figcaption>\n"
              .formatted(
                  threads
                      ? "Throughput, as a multiple of one thread's; the whiskers are the IQR"
                      : "Time, both axes logarithmic; the whiskers are the IQR"));
      html.append(
          """
          <div class="chart" role="img" data-chart="sweep" data-index="%d" \
          aria-label="Line chart of the table above: %s"></div>
          </figure>
          """
              .formatted(index, escaped(sweep.conclusion())));
    }
    return html.append("</section>\n").toString();
  }

  private void table() {
    html.append(
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"s%d-caption\" tabindex=\"0\">\n"
            .formatted(index));
    html.append(
        "<table>\n<caption id=\"s%d-caption\">%s</caption>\n<thead><tr>"
            .formatted(index, escaped(sweep.id())));
    html.append("<th scope=\"col\">%s</th>".formatted(sweep.axis().title()));
    for (SweepLine line : sweep.lines()) {
      html.append("<th scope=\"col\" class=\"figure\">%s</th>".formatted(escaped(line.name())));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (long value : sweep.values()) {
      html.append("<tr><th scope=\"row\">%s</th>".formatted(escaped(sweep.axis().text(value))));
      for (SweepLine line : sweep.lines()) {
        html.append(
            "<td class=\"figure\">%s</td>"
                .formatted(line.at(value).map(point -> cell(line, point)).orElse("")));
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table>\n</div>\n");
    for (SweepLine line : sweep.lines()) {
      if (!line.ending().isEmpty()) {
        html.append(
            "<p class=\"note\">%s ends there: %s.</p>\n"
                .formatted(escaped(line.name()), escaped(line.ending())));
      }
    }
  }

  private String cell(SweepLine line, SweepPoint point) {
    if (!point.hasFigures()) {
      return "<span class=\"wrong\">error: %s</span>"
          .formatted(escaped(String.valueOf(point.error())));
    }
    if (!sweep.succeeded()) {
      return "right answer";
    }
    String unstable =
        point.statistics().unstable() ? " <span class=\"unstable\">unstable</span>" : "";
    return sweep.axis() == SweepAxis.THREADS
        ? String.format(
            Locale.ROOT,
            "<b>%.2f&times;</b> %.4g/s%s",
            line.speedUp(point),
            SweepLine.perSecond(point),
            unstable)
        : HtmlExperiment.time(point.statistics().medianNanos()) + unstable;
  }
}
