package io.polygil.trace.report;

import io.polygil.trace.GilState;
import io.polygil.trace.GilTimeline;
import io.polygil.trace.GilWait;
import io.polygil.trace.Segment;
import io.polygil.trace.TimelineLane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A timeline in the Trace Event Format, which Perfetto and Chrome's tracing page open: a process
 * for each context, a track for each thread, a slice for each time that it stayed in a state, a
 * flow arrow from who had the GIL to who waited for it, and a counter of the threads that wait.
 */
public final class PerfettoTrace {
  private static final double NANOS_IN_MICRO = 1e3;

  private final JsonGenerator json;
  private final GilTimeline timeline;

  private PerfettoTrace(JsonGenerator json, GilTimeline timeline) {
    this.json = json;
    this.timeline = timeline;
  }

  /**
   * Writes it to a file.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(GilTimeline timeline, Path file) throws IOException {
    TextFile.write(
        file,
        to -> {
          try (JsonGenerator json =
              new JsonFactory().createGenerator(ObjectWriteContext.empty(), to)) {
            new PerfettoTrace(json, timeline).write();
          }
        });
  }

  private void write() {
    json.writeStartObject();
    json.writeStringProperty("displayTimeUnit", "ms");
    json.writeName("otherData");
    json.writeStartObject();
    json.writeStringProperty("program", timeline.program());
    json.writeStringProperty("start", timeline.start().toString());
    json.writeEndObject();
    json.writeName("traceEvents");
    json.writeStartArray();
    for (int context : timeline.contexts()) {
      metadata("process_name", context, 0, context == 0 ? "Python" : "Context " + context);
    }
    timeline.lanes().forEach(this::lane);
    waiting();
    flows();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void lane(TimelineLane lane) {
    metadata("thread_name", lane.context(), lane.thread(), lane.name());
    for (Segment segment : lane.segments()) {
      if (segment.state() != GilState.IDLE) {
        begin("X", title(segment), lane.context(), lane.thread(), segment.from());
        json.writeStringProperty("cat", Names.of(segment.state()));
        json.writeNumberProperty("dur", micros(segment.nanos()));
        json.writeName("args");
        json.writeStartObject();
        json.writeStringProperty("state", Names.of(segment.state()));
        optional("kernel", segment.kernel());
        optional("line", segment.line());
        json.writeEndObject();
        json.writeEndObject();
      }
    }
  }

  private static String title(Segment segment) {
    String kernel = segment.kernel();
    return segment.state() == GilState.WAITING || kernel == null
        ? Names.of(segment.state())
        : kernel + (segment.state() == GilState.HELD ? " (GIL held)" : "");
  }

  /** How many threads of a context wait, each time that it changes. */
  private void waiting() {
    Map<Integer, TreeMap<Long, Integer>> changes = new HashMap<>();
    for (GilWait wait : timeline.waits()) {
      TreeMap<Long, Integer> of = changes.computeIfAbsent(wait.context(), _ -> new TreeMap<>());
      of.merge(wait.from(), 1, Integer::sum);
      of.merge(wait.to(), -1, Integer::sum);
    }
    changes.forEach((context, of) -> {
      int now = 0;
      for (Map.Entry<Long, Integer> change : of.entrySet()) {
        now += change.getValue();
        begin("C", "threads that wait for the GIL", context, 0, change.getKey());
        json.writeName("args");
        json.writeStartObject();
        json.writeNumberProperty("threads", now);
        json.writeEndObject();
        json.writeEndObject();
      }
    });
  }

  /** From a slice of who had the GIL meanwhile to the one that follows the wait. */
  private void flows() {
    int id = 0;
    for (GilWait wait : timeline.waits()) {
      TimelineLane holder = lane(wait.context(), wait.holder());
      TimelineLane waiter = lane(wait.context(), wait.thread());
      Segment held = holder == null ? null : held(holder, wait);
      if (holder != null && waiter != null && held != null) {
        id++;
        // An arrow that begins outside of every slice is not drawn.
        flow("s", id, wait, holder.thread(), Math.max(held.from(), wait.from()));
        flow("f", id, wait, waiter.thread(), wait.to());
      }
    }
  }

  private static @Nullable Segment held(TimelineLane holder, GilWait wait) {
    for (Segment segment : holder.segments()) {
      if (segment.state().hasGil() && segment.from() < wait.to() && segment.to() > wait.from()) {
        return segment;
      }
    }
    return null;
  }

  private void flow(String phase, int id, GilWait wait, long thread, long at) {
    begin(phase, "GIL", wait.context(), thread, at);
    json.writeStringProperty("cat", "gil");
    json.writeNumberProperty("id", id);
    if (phase.equals("f")) {
      json.writeStringProperty("bp", "e");
    }
    json.writeEndObject();
  }

  private @Nullable TimelineLane lane(int context, @Nullable String name) {
    return timeline.lanes(context).stream()
        .filter(lane -> lane.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private void metadata(String what, int context, long thread, String name) {
    begin("M", what, context, thread, 0);
    json.writeName("args");
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void begin(String phase, String name, int context, long thread, long at) {
    json.writeStartObject();
    json.writeStringProperty("ph", phase);
    json.writeStringProperty("name", name);
    json.writeNumberProperty("pid", context);
    json.writeNumberProperty("tid", thread);
    json.writeNumberProperty("ts", micros(at));
  }

  // Perfetto counts in whole nanoseconds and cuts off the rest. By a number that is the least too
  // small, a slice would begin before the one in front of it has ended.
  private static double micros(long nanos) {
    double micros = nanos / NANOS_IN_MICRO;
    return (long) (micros * NANOS_IN_MICRO) < nanos ? Math.nextUp(micros) : micros;
  }

  private void optional(String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }
}
