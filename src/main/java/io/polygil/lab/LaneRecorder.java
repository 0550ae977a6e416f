package io.polygil.lab;

import io.polygil.trace.GilState;
import io.polygil.trace.Lane;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at the lanes every {@value #SAMPLE_MILLIS} ms and tells a run's page what has changed, a
 * few times a second. A lane on the page is a slot of a context: when a thread has gone, the
 * context's next one takes its slot, or a program that starts threads by the hundred would fill the
 * page.
 */
final class LaneRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaneRecorder.class);
  private static final long SAMPLE_MILLIS = 10;
  private static final int SAMPLES_A_MESSAGE = 5;

  private static final double REST_MILLIS = 200;
  private static final long NOBODY = -1;

  /** The pool's own threads, which make contexts: what they do is no part of a lesson. */
  private static final Pattern MAKES_CONTEXTS = Pattern.compile("lab-\\d+");

  /** More lanes than that nobody can follow. */
  static final int MOST = 16;

  private final LaneSource source;
  private final RunSink sink;
  private final List<Slot> slots = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lab-lanes").factory());
  private ArrayNode lanes = RunSink.MAPPER.createArrayNode();
  private ArrayNode changes = RunSink.MAPPER.createArrayNode();
  private int samples;

  private static final class Slot {
    private final int context;
    private long thread;
    private String name;
    private GilState state = GilState.IDLE;
    private @Nullable String kernel;
    private double idleSince;

    Slot(Lane lane) {
      context = lane.context();
      thread = lane.thread();
      name = lane.name();
    }

    /** Whether a thread may have it: its own has gone or has nothing to do, and was one like it. */
    boolean isFreeFor(String newName, double now, boolean full) {
      boolean rests = thread == NOBODY || name.equals(newName) || now - idleSince > REST_MILLIS;
      return state == GilState.IDLE && rests && (full || kind(name).equals(kind(newName)));
    }

    private static String kind(String threadName) {
      return threadName.replaceAll("\\d", "");
    }
  }

  LaneRecorder(LaneSource source, RunSink sink) {
    this.source = source;
    this.sink = sink;
    var _ = clock.scheduleAtFixedRate(this::tick, 0, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      sample();
    } catch (RuntimeException e) {
      // An exception would end all ticks to come.
      LOG.warn("The lanes could not be looked at: {}", e.toString());
    }
  }

  /** Looks once. */
  void sample() {
    double now = sink.millis();
    List<Lane> present = source.lanes();
    Set<Slot> seen = new HashSet<>();
    for (Lane lane : present) {
      Slot slot = slot(lane, now);
      if (slot != null) {
        seen.add(slot);
        change(slot, now, lane.state(), lane.kernel());
      }
    }
    for (Slot slot : slots) {
      if (!seen.contains(slot)) {
        change(slot, now, GilState.IDLE, null);
        slot.thread = NOBODY;
      }
    }
    samples++;
    if (samples % SAMPLES_A_MESSAGE == 0) {
      send();
    }
  }

  private @Nullable Slot slot(Lane lane, double now) {
    if (MAKES_CONTEXTS.matcher(lane.name()).matches()) {
      return null;
    }
    Slot free = null;
    boolean full = slots.size() == MOST;
    for (Slot slot : slots) {
      if (slot.thread == lane.thread() && slot.context == lane.context()) {
        return slot;
      }
      if (slot.context == lane.context() && slot.isFreeFor(lane.name(), now, full)) {
        // The page is calmest where a name stays in its lane.
        free = free == null || slot.name.equals(lane.name()) ? slot : free;
      }
    }
    if (lane.state() == GilState.IDLE) {
      // It may be one that only made the context, and has no more to do with it.
      return null;
    }
    if (free != null) {
      free.thread = lane.thread();
      if (!free.name.equals(lane.name())) {
        free.name = lane.name();
        announce(free);
      }
      return free;
    }
    if (full) {
      return null;
    }
    Slot slot = new Slot(lane);
    slots.add(slot);
    announce(slot);
    return slot;
  }

  private void announce(Slot slot) {
    lanes
        .addObject()
        .put("slot", slots.indexOf(slot))
        .put("context", slot.context)
        .put("name", slot.name);
  }

  private void change(Slot slot, double now, GilState state, @Nullable String kernel) {
    if (slot.state == state && Objects.equals(slot.kernel, kernel)) {
      return;
    }
    slot.state = state;
    slot.idleSince = now;
    slot.kernel = kernel;
    ObjectNode change = changes.addObject();
    change.put("t", now).put("slot", slots.indexOf(slot)).put("state", state.name());
    if (kernel != null) {
      change.put("kernel", kernel);
    }
  }

  private void send() {
    // Also where nothing has changed: the page's clock goes by these messages.
    sink.lanes(lanes, changes);
    lanes = RunSink.MAPPER.createArrayNode();
    changes = RunSink.MAPPER.createArrayNode();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      if (!clock.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("The look at the lanes has not ended");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      source.close();
    }
    double now = sink.millis();
    slots.forEach(slot -> change(slot, now, GilState.IDLE, null));
    send();
  }
}
