package io.polygil.trace;

import io.polygil.trace.RecordedActivity.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Makes a timeline of a flight recording. */
final class RecordingReader {
  private static final String PARK = "jdk.ThreadPark";
  private static final String ACQUIRES_GIL = "acquireGil";
  private static final Set<String> OTHER_WAITS = GilTrace.WAITS.keySet();

  private final Map<Long, RecordedThreadTimes> threads = new HashMap<>();
  private final Map<List<Object>, KernelTimes> kernels = new HashMap<>();
  private String program;
  private Duration shortest = Duration.ZERO;
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private boolean isTraced;

  private RecordingReader(String program) {
    this.program = program;
  }

  static GilTimeline read(Path file) throws IOException {
    RecordingReader reader = new RecordingReader(String.valueOf(file.getFileName()));
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        reader.add(recording.readEvent());
      }
    }
    return reader.timeline();
  }

  private void add(RecordedEvent event) {
    String type = event.getEventType().getName();
    switch (type) {
      case Events.IN_CONTEXT -> {
        add(event, Kind.IN_CONTEXT, (int) event.getLong("context"), null, null);
        RecordedThreadTimes thread = thread(event);
        String name = event.getString("name");
        if (thread != null && name != null) {
          thread.name(name);
        }
      }
      case Events.KERNEL_CALL -> {
        add(
            event,
            event.getBoolean("held") ? Kind.HELD : Kind.RELEASED,
            (int) event.getLong("context"),
            event.getString("kernel"),
            line(event));
        addCalls(event, 1, event.getDuration().toNanos(), 0, 0);
      }
      case Events.CALLBACK -> add(event, Kind.CALLBACK, 0, null, null);
      case Events.DETACHED -> add(event, Kind.DETACHED, 0, null, null);
      case Events.SYSTEM_CALL -> add(event, Kind.OTHER_WAIT, 0, null, null);
      case Events.PYTHON_LINE -> addLine(event);
      case Events.SHORT_KERNEL_CALLS -> {
        long calls = event.getLong("calls");
        long nanos = event.getDuration("total").toNanos();
        addCalls(event, calls, nanos, calls, nanos);
      }
      case Events.TRACED -> {
        isTraced = true;
        program = event.getString("program");
        shortest = event.getDuration("shortest");
        start = nanos(event.getStartTime());
        end = nanos(event.getEndTime());
      }
      case PARK -> add(event, waitsForGil(event) ? Kind.GIL_WAIT : Kind.OTHER_WAIT, 0, null, null);
      default -> {
        if (OTHER_WAITS.contains(type)) {
          add(event, Kind.OTHER_WAIT, 0, null, null);
        }
      }
    }
  }

  private void add(
      RecordedEvent event, Kind kind, int context, @Nullable String kernel, @Nullable String line) {
    RecordedThreadTimes thread = thread(event);
    if (thread == null) {
      return;
    }
    long from = nanos(event.getStartTime());
    long to = nanos(event.getEndTime());
    if (!isTraced && kind != Kind.OTHER_WAIT) {
      start = Math.min(start, from);
      end = Math.max(end, to);
    }
    thread.add(new RecordedActivity(kind, from, to, context, kernel, line));
  }

  private void addCalls(
      RecordedEvent event, long calls, long nanos, long shortCalls, long shortNanos) {
    int context = (int) event.getLong("context");
    String kernel = event.getString("kernel");
    boolean held = event.getBoolean("held");
    kernels.merge(
        List.of(context, kernel, held),
        new KernelTimes(context, kernel, held, calls, nanos, shortCalls, shortNanos),
        KernelTimes::plus);
  }

  private void addLine(RecordedEvent event) {
    RecordedThreadTimes thread = thread(event);
    String line = line(event);
    if (thread != null && line != null) {
      thread.seen(nanos(event.getStartTime()), line, event.getBoolean("hasGil"));
    }
  }

  private @Nullable RecordedThreadTimes thread(RecordedEvent event) {
    RecordedThread thread =
        event.hasField("subject") ? event.getThread("subject") : event.getThread();
    if (thread == null || thread.getJavaThreadId() <= 0) {
      return null;
    }
    String name = thread.getJavaName();
    return threads.computeIfAbsent(
        thread.getJavaThreadId(),
        id -> new RecordedThreadTimes(name == null || name.isEmpty() ? "thread " + id : name));
  }

  private static @Nullable String line(RecordedEvent event) {
    String file = event.getString("file");
    return file == null ? null : file + ":" + event.getInt("line");
  }

  private static boolean waitsForGil(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    return stack != null
        && stack.getFrames().stream()
            .anyMatch(frame -> frame.getMethod().getName().equals(ACQUIRES_GIL));
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }

  private GilTimeline timeline() {
    if (end < start) {
      start = 0;
      end = 0;
    }
    List<TimelineLane> lanes = new ArrayList<>();
    threads.forEach((id, thread) -> {
      if (thread.isPython()) {
        thread
            .segments(start, end)
            .forEach((context, segments) ->
                lanes.add(new TimelineLane(context, id, thread.name(), segments)));
      }
    });
    lanes.sort(
        Comparator.comparingInt(TimelineLane::context)
            .thenComparingLong(RecordingReader::begin)
            .thenComparingLong(TimelineLane::thread));
    List<KernelTimes> calls = new ArrayList<>(kernels.values());
    calls.sort(
        Comparator.comparingInt(KernelTimes::context)
            .thenComparing(Comparator.comparingLong(KernelTimes::nanos).reversed()));
    return new GilTimeline(
        program,
        Instant.ofEpochSecond(0, start),
        end - start,
        shortest,
        lanes,
        GilWaits.of(lanes),
        calls);
  }

  private static long begin(TimelineLane lane) {
    Segment first = lane.segments().getFirst();
    return first.state() == GilState.IDLE ? first.to() : 0;
  }
}
