package io.polygil.lab;

import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what happens in a run as events, with the time since the run began. Thread-safe. */
final class RunSink {
  private static final long PROGRESS_MILLIS = 80;
  private static final int OUTPUT_CHARACTERS = 64 * 1024;

  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final RunEvents events;
  private final long start = System.nanoTime();
  private long lastProgress = -PROGRESS_MILLIS;
  private int written;

  RunSink(RunEvents events) {
    this.events = events;
  }

  /** Milliseconds since the run began. */
  double millis() {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start) / 1000.0;
  }

  /** How far the run has come; more often than the eye can follow, most of it is left out. */
  synchronized void progress(String row, String phase, double share) {
    double now = millis();
    // A first run may last: the page must know whose it is.
    if (!phase.equals("cold") && now - lastProgress < PROGRESS_MILLIS) {
      return;
    }
    lastProgress = (long) now;
    events.add(
        "progress",
        MAPPER
            .createObjectNode()
            .put("t", now)
            .put("row", row)
            .put("phase", phase)
            .put("share", share)
            .toString());
  }

  /** Begins a stretch of the run, such as making contexts. */
  synchronized void phase(String name) {
    events.add("phase", MAPPER.createObjectNode().put("t", millis()).put("name", name).toString());
  }

  /** What has changed in the lanes since the last time. */
  void lanes(ArrayNode lanes, ArrayNode changes) {
    ObjectNode data = MAPPER.createObjectNode().put("t", millis());
    data.set("lanes", lanes);
    data.set("changes", changes);
    events.add("lanes", data.toString());
  }

  /** A line that Python wrote, until there are too many. */
  synchronized void output(String stream, String line) {
    if (written > OUTPUT_CHARACTERS) {
      return;
    }
    written += line.length() + 1;
    boolean cut = written > OUTPUT_CHARACTERS;
    int length = Math.max(0, cut ? line.length() - (written - OUTPUT_CHARACTERS) : line.length());
    events.add(
        "output",
        MAPPER
            .createObjectNode()
            .put("stream", stream)
            .put("line", line.substring(0, length))
            .put("cut", cut)
            .toString());
  }

  /** What the run found. */
  void result(ObjectNode result) {
    events.add("result", result.toString());
  }
}
