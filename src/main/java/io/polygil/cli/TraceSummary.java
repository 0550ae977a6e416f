package io.polygil.cli;

import io.polygil.measure.TextTable;
import io.polygil.measure.TextTable.Column;
import io.polygil.trace.GilDoctor;
import io.polygil.trace.GilState;
import io.polygil.trace.GilTimeline;
import io.polygil.trace.GilWait;
import io.polygil.trace.KernelTimes;
import io.polygil.trace.TimelineLane;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A timeline as text: tables, and what the GIL doctor says of them. */
final class TraceSummary {
  private static final int WAITS_SHOWN = 5;
  private static final int KERNELS_SHOWN = 10;
  private static final int LANES_SHOWN = 20;

  private TraceSummary() {}

  static String text(GilTimeline timeline) {
    StringBuilder text = new StringBuilder();
    text.append("\n")
        .append(timeline.program())
        .append(": ")
        .append(duration(timeline.nanos()))
        .append(
            timeline.shortest().isZero()
                ? ""
                : ", waits and kernel calls from "
                    + duration(timeline.shortest().toNanos())
                    + " on recorded one by one")
        .append("\n\n");
    for (int context : timeline.contexts()) {
      text.append(context(timeline, context)).append('\n');
    }
    if (!timeline.waits().isEmpty()) {
      text.append(waits(timeline)).append('\n');
    }
    if (!timeline.kernels().isEmpty()) {
      text.append(kernels(timeline)).append('\n');
    }
    GilDoctor.examine(timeline).forEach(sentence -> text.append(sentence).append('\n'));
    return text.toString();
  }

  private static String context(GilTimeline timeline, int context) {
    List<TimelineLane> lanes = timeline.lanes(context);
    List<List<String>> rows = new ArrayList<>();
    for (TimelineLane lane : lanes.subList(0, Math.min(LANES_SHOWN, lanes.size()))) {
      rows.add(
          List.of(
              lane.name(),
              cell(lane, GilState.RUNNING),
              cell(lane, GilState.WAITING),
              cell(lane, GilState.HELD),
              cell(lane, GilState.RELEASED),
              cell(lane, GilState.BLOCKED),
              cell(lane, GilState.IDLE)));
    }
    String title =
        context == 0
            ? "Threads that waited for a GIL"
            : "Context "
                + context
                + ": its GIL was taken "
                + percent(timeline.nanosTaken(context), timeline.nanos())
                + " of the time";
    String more =
        lanes.size() > LANES_SHOWN ? "and " + (lanes.size() - LANES_SHOWN) + " more\n" : "";
    return title
        + "\n"
        + new TextTable(
                List.of(
                    Column.left("thread"),
                    Column.right("Python"),
                    Column.right("waits for GIL"),
                    Column.right("kernel, held"),
                    Column.right("kernel, released"),
                    Column.right("waits otherwise"),
                    Column.right("not in Python")),
                rows)
            .render()
        + more;
  }

  private static String waits(GilTimeline timeline) {
    Stream<GilWait> longest =
        timeline.waits().stream()
            .sorted(Comparator.comparingLong(GilWait::nanos).reversed())
            .limit(WAITS_SHOWN);
    return "Longest waits for the GIL, of "
        + timeline.waits().size()
        + "\n"
        + new TextTable(
                List.of(
                    Column.right("time"),
                    Column.right("at"),
                    Column.left("thread"),
                    Column.left("waited at"),
                    Column.left("for"),
                    Column.left("which was in")),
                longest
                    .map(wait ->
                        List.of(
                            duration(wait.nanos()),
                            duration(wait.from()),
                            wait.thread(),
                            known(near(wait.line())),
                            known(wait.holder()),
                            where(wait)))
                    .toList())
            .render();
  }

  private static String where(GilWait wait) {
    String line = near(wait.holderLine());
    if (wait.holderKernel() == null) {
      return known(line);
    }
    return wait.holderKernel() + (line == null ? "" : " (" + line + ")");
  }

  private static String kernels(GilTimeline timeline) {
    return "Kernels\n"
        + new TextTable(
                List.of(
                    Column.left("kernel"),
                    Column.right("context"),
                    Column.left("GIL"),
                    Column.right("calls"),
                    Column.right("time"),
                    Column.right("others waited meanwhile")),
                timeline.kernels().stream()
                    .sorted(Comparator.comparingLong(KernelTimes::nanos).reversed())
                    .limit(KERNELS_SHOWN)
                    .map(kernel ->
                        List.of(
                            kernel.kernel(),
                            String.valueOf(kernel.context()),
                            kernel.held() ? "held" : "released",
                            String.format(Locale.ROOT, "%,d", kernel.calls()),
                            duration(kernel.nanos()),
                            duration(timeline.waitedFor(kernel))))
                    .toList())
            .render();
  }

  private static String cell(TimelineLane lane, GilState state) {
    long nanos = lane.nanos(state);
    return nanos == 0 ? "-" : duration(nanos);
  }

  /** A line of a file below the current folder, as seen from there. */
  private static @Nullable String near(@Nullable String line) {
    String here = Path.of("").toAbsolutePath() + File.separator;
    return line != null && line.startsWith(here) ? line.substring(here.length()) : line;
  }

  private static String known(@Nullable String text) {
    return text == null ? "?" : text;
  }

  private static String percent(long part, long whole) {
    return whole == 0 ? "0 %" : Math.round(100.0 * part / whole) + " %";
  }

  private static String duration(long nanos) {
    return nanos == 0 ? "0" : GilDoctor.text(nanos);
  }
}
