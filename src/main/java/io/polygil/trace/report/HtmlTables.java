package io.polygil.trace.report;

import static io.polygil.page.Html.escaped;

import io.polygil.trace.GilDoctor;
import io.polygil.trace.GilState;
import io.polygil.trace.GilTimeline;
import io.polygil.trace.GilWait;
import io.polygil.trace.KernelTimes;
import io.polygil.trace.TimelineLane;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The tables of a timeline's page, which tell in text what the timeline draws. */
final class HtmlTables {
  private static final int WAITS_SHOWN = 15;
  private static final int BAR = 1000;

  private final GilTimeline timeline;
  private final StringBuilder html = new StringBuilder();

  private HtmlTables(GilTimeline timeline) {
    this.timeline = timeline;
  }

  static String of(GilTimeline timeline) {
    HtmlTables tables = new HtmlTables(timeline);
    if (!timeline.lanes().isEmpty()) {
      tables.threads();
    }
    if (!timeline.waits().isEmpty()) {
      tables.waits();
    }
    if (!timeline.kernels().isEmpty()) {
      tables.kernels();
    }
    return tables.html.toString();
  }

  /** A duration as people say it. */
  static String text(long nanos) {
    return nanos == 0 ? "0" : GilDoctor.text(nanos).replace(" ", "&nbsp;");
  }

  private void threads() {
    open("threads", "Threads", "How long each thread was in each state");
    html.append("<thead><tr><th scope=\"col\">Thread</th>");
    for (GilState state : GilState.values()) {
      column(
          switch (state) {
            case RUNNING -> "Python";
            case WAITING -> "Waits for GIL";
            case HELD -> "Kernel, held";
            case RELEASED -> "Kernel, released";
            case BLOCKED -> "Waits otherwise";
            case IDLE -> "Not in Python";
          },
          true);
    }
    column("Sum", true);
    column("Shares", false);
    html.append("</tr></thead>\n");
    for (int context : timeline.contexts()) {
      html.append("<tbody>\n");
      html.append(
          "<tr><th scope=\"rowgroup\" class=\"group\" colspan=\"9\">%s</th></tr>\n"
              .formatted(title(context)));
      for (int i = 0; i < timeline.lanes().size(); i++) {
        if (timeline.lanes().get(i).context() == context) {
          thread(timeline.lanes().get(i), i);
        }
      }
      html.append("</tbody>\n");
    }
    close();
  }

  private String title(int context) {
    if (context == 0) {
      return "The recording does not tell the contexts apart";
    }
    long taken = timeline.nanosTaken(context);
    long percent = timeline.nanos() == 0 ? 0 : Math.round(100.0 * taken / timeline.nanos());
    return "Context %d: its GIL was taken %d&nbsp;%% of the time".formatted(context, percent);
  }

  private void thread(TimelineLane lane, int index) {
    Map<GilState, Long> times = new EnumMap<>(GilState.class);
    long sum = 0;
    for (GilState state : GilState.values()) {
      if (state != GilState.IDLE) {
        times.put(state, lane.nanos(state));
        sum += lane.nanos(state);
      }
    }
    // What a lane says nothing of was not in Python either.
    times.put(GilState.IDLE, Math.max(0, timeline.nanos() - sum));
    html.append(
        "<tr><th scope=\"row\"><span data-lane=\"%d\">%s</span></th>"
            .formatted(index, escaped(name(lane))));
    times.values().forEach(this::time);
    time(times.values().stream().mapToLong(Long::longValue).sum());
    html.append("<td>").append(shares(times)).append("</td></tr>\n");
  }

  private static String name(TimelineLane lane) {
    return lane.name().isBlank() ? "thread " + lane.thread() : lane.name();
  }

  private static String shares(Map<GilState, Long> times) {
    long whole = times.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder svg =
        new StringBuilder(
            "<svg class=\"shares\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\""
                    .formatted(BAR)
                + " aria-hidden=\"true\">");
    double x = 0;
    for (Map.Entry<GilState, Long> time : times.entrySet()) {
      double width = whole == 0 ? 0 : (double) BAR * time.getValue() / whole;
      if (width > 0) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"10\"/>",
                style(time.getKey()),
                x,
                width));
      }
      x += width;
    }
    return svg.append("</svg>").toString();
  }

  private static String style(GilState state) {
    return switch (state) {
      case RUNNING -> "s0";
      case WAITING -> "s1";
      case HELD -> "s2";
      case RELEASED -> "s3";
      case BLOCKED -> "s4";
      case IDLE -> "s5";
    };
  }

  private void waits() {
    int all = timeline.waits().size();
    open(
        "waits",
        "Longest waits for the GIL",
        all > WAITS_SHOWN
            ? "The longest %d of %,d waits".formatted(WAITS_SHOWN, all)
            : "All waits");
    html.append("<thead><tr>");
    column("Time", true);
    column("At", true);
    column("Thread", false);
    column("Waited at", false);
    column("For", false);
    column("Which was in", false);
    column("At line", false);
    html.append("</tr></thead>\n<tbody>\n");
    List<Integer> longest =
        IntStream.range(0, all)
            .boxed()
            .sorted(Comparator.comparingLong(i -> -timeline.waits().get(i).nanos()))
            .limit(WAITS_SHOWN)
            .toList();
    for (int i : longest) {
      wait(timeline.waits().get(i), i);
    }
    html.append("</tbody>\n");
    close();
  }

  private void wait(GilWait wait, int index) {
    html.append("<tr><td class=\"figure\"><span data-wait=\"%d\">".formatted(index))
        .append(text(wait.nanos()))
        .append("</span></td>");
    html.append(
        "<td class=\"figure\"><data value=\"%d\">%s</data></td>"
            .formatted(wait.from(), text(wait.from())));
    cell(
        "name",
        timeline.contexts().size() > 1
            ? wait.thread() + ", context " + wait.context()
            : wait.thread());
    line(wait.line());
    cell("name", wait.holder());
    cell(
        "name",
        wait.holderKernel() == null && wait.holder() != null ? "Python" : wait.holderKernel());
    line(wait.holderLine());
    html.append("</tr>\n");
  }

  private void kernels() {
    open("kernels", "Kernels", "The calls of each kernel");
    html.append("<thead><tr><th scope=\"col\">Kernel</th>");
    column("Context", true);
    column("GIL", false);
    column("Calls", true);
    column("Time", true);
    column("Each", true);
    column("Too short to draw", true);
    column("Others waited meanwhile", true);
    html.append("</tr></thead>\n<tbody>\n");
    timeline.kernels().stream()
        .sorted(Comparator.comparingLong(KernelTimes::nanos).reversed())
        .forEach(this::kernel);
    html.append("</tbody>\n");
    close();
  }

  private void kernel(KernelTimes kernel) {
    String name = escaped(kernel.kernel());
    html.append(
        "<tr><th scope=\"row\"><span data-kernel=\"%s\">%s</span></th>".formatted(name, name));
    html.append("<td class=\"figure\">%d</td>".formatted(kernel.context()));
    cell("", kernel.held() ? "held" : "released");
    count(kernel.calls());
    time(kernel.nanos());
    time(kernel.calls() == 0 ? 0 : kernel.nanos() / kernel.calls());
    count(kernel.shortCalls());
    time(timeline.waitedFor(kernel));
    html.append("</tr>\n");
  }

  private void open(String id, String title, String caption) {
    html.append(
        """
        <section aria-labelledby="%s-title">
        <h2 id="%s-title">%s</h2>
        <div class="scroll" role="region" aria-labelledby="%s-title" tabindex="0">
        <table id="%s">
        <caption class="unseen">%s</caption>
        """
            .formatted(id, id, title, id, id, caption));
  }

  private void close() {
    html.append("</table>\n</div>\n</section>\n");
  }

  private void column(String title, boolean isFigure) {
    html.append(
        "<th scope=\"col\"%s>%s</th>".formatted(isFigure ? " class=\"figure\"" : "", title));
  }

  private void cell(String kind, @Nullable String text) {
    html.append(
        text == null
            ? "<td class=\"none\">not known</td>"
            : "<td class=\"%s\">%s</td>".formatted(kind, escaped(text)));
  }

  /** Without its folders, which the timeline tells. */
  private void line(@Nullable String line) {
    if (line == null) {
      cell("line", null);
    } else {
      String file = line.substring(Math.max(line.lastIndexOf('/'), line.lastIndexOf('\\')) + 1);
      html.append(
          "<td class=\"line\" title=\"%s\">%s</td>".formatted(escaped(line), escaped(file)));
    }
  }

  private void count(long number) {
    html.append(String.format(Locale.ROOT, "<td class=\"figure\">%,d</td>", number));
  }

  private void time(long nanos) {
    html.append(
        "<td class=\"figure%s\"><data value=\"%d\">%s</data></td>"
            .formatted(nanos == 0 ? " none" : "", nanos, nanos == 0 ? "&ndash;" : text(nanos)));
  }
}
