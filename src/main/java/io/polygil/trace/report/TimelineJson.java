package io.polygil.trace.report;

import io.polygil.trace.GilDoctor;
import io.polygil.trace.GilState;
import io.polygil.trace.GilTimeline;
import io.polygil.trace.GilWait;
import io.polygil.trace.KernelTimes;
import io.polygil.trace.Segment;
import io.polygil.trace.TimelineLane;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A timeline as JSON. All times are in nanoseconds since the timeline's beginning. The times in
 * which a thread was not in Python are left out of its lane.
 */
public final class TimelineJson {
  /** Of the format; a change that readers must know of makes it higher. */
  private static final int VERSION = 1;

  private TimelineJson() {}

  /**
   * Writes it to a file.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(GilTimeline timeline, Path file) throws IOException {
    TextFile.write(file, to -> write(timeline, GilDoctor.examine(timeline), to));
  }

  static void write(GilTimeline timeline, List<String> verdict, Writer to) {
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), to)) {
      json.writeStartObject();
      json.writeNumberProperty("version", VERSION);
      json.writeStringProperty("program", timeline.program());
      json.writeStringProperty("start", timeline.start().toString());
      json.writeNumberProperty("nanos", timeline.nanos());
      json.writeNumberProperty("shortest", timeline.shortest().toNanos());
      json.writeName("contexts");
      json.writeStartArray();
      for (int context : timeline.contexts()) {
        json.writeStartObject();
        json.writeNumberProperty("context", context);
        json.writeNumberProperty("nanosTaken", timeline.nanosTaken(context));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeName("lanes");
      json.writeStartArray();
      timeline.lanes().forEach(lane -> lane(json, lane));
      json.writeEndArray();
      json.writeName("waits");
      json.writeStartArray();
      timeline.waits().forEach(wait -> wait(json, wait));
      json.writeEndArray();
      json.writeName("kernels");
      json.writeStartArray();
      timeline.kernels().forEach(kernel -> kernel(json, timeline, kernel));
      json.writeEndArray();
      json.writeName("verdict");
      json.writeStartArray();
      verdict.forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void lane(JsonGenerator json, TimelineLane lane) {
    json.writeStartObject();
    json.writeNumberProperty("context", lane.context());
    json.writeNumberProperty("thread", lane.thread());
    json.writeStringProperty("name", lane.name());
    json.writeName("segments");
    json.writeStartArray();
    for (Segment segment : lane.segments()) {
      if (segment.state() != GilState.IDLE) {
        json.writeStartObject();
        json.writeStringProperty("state", Names.of(segment.state()));
        json.writeNumberProperty("from", segment.from());
        json.writeNumberProperty("to", segment.to());
        optional(json, "kernel", segment.kernel());
        optional(json, "line", segment.line());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void wait(JsonGenerator json, GilWait wait) {
    json.writeStartObject();
    json.writeNumberProperty("context", wait.context());
    json.writeStringProperty("thread", wait.thread());
    json.writeNumberProperty("from", wait.from());
    json.writeNumberProperty("to", wait.to());
    optional(json, "line", wait.line());
    optional(json, "holder", wait.holder());
    optional(json, "holderKernel", wait.holderKernel());
    optional(json, "holderLine", wait.holderLine());
    json.writeEndObject();
  }

  private static void kernel(JsonGenerator json, GilTimeline timeline, KernelTimes kernel) {
    json.writeStartObject();
    json.writeNumberProperty("context", kernel.context());
    json.writeStringProperty("kernel", kernel.kernel());
    json.writeBooleanProperty("held", kernel.held());
    json.writeNumberProperty("calls", kernel.calls());
    json.writeNumberProperty("nanos", kernel.nanos());
    json.writeNumberProperty("shortCalls", kernel.shortCalls());
    json.writeNumberProperty("shortNanos", kernel.shortNanos());
    json.writeNumberProperty("waitedNanos", timeline.waitedFor(kernel));
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }
}
