package io.polygil.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a recording tells of one thread, made into segments that follow on one another. Activities
 * nest, so of those that go on at a moment the one that began last is what the thread does.
 */
final class RecordedThreadTimes {
  // In a thread that has got the GIL meanwhile, Python runs on for longer, or it calls a kernel.
  private static final long LONGEST_ANSWER = 5_000_000;

  private final List<RecordedActivity> activities = new ArrayList<>();
  private final List<RecordedActivity> waits = new ArrayList<>();
  private final NavigableSet<Long> boundaries = new TreeSet<>();
  private final TreeMap<Long, Seen> seen = new TreeMap<>();
  private String name;

  RecordedThreadTimes(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void name(String now) {
    name = now;
  }

  void add(RecordedActivity activity) {
    if (activity.isWait()) {
      waits.add(activity);
    } else {
      activities.add(activity);
      boundaries.add(activity.from());
      boundaries.add(activity.to());
    }
  }

  /** The thread was asked for its line, and answered at this time. */
  void seen(long at, String line, boolean hasGil) {
    seen.put(at, new Seen(line, hasGil));
  }

  /** Whether it has ever waited for a GIL or been in a context. */
  boolean isPython() {
    return !activities.isEmpty()
        || waits.stream().anyMatch(wait -> wait.kind() == RecordedActivity.Kind.GIL_WAIT);
  }

  /** By context, the segments from start to end. */
  Map<Integer, List<Segment>> segments(long start, long end) {
    Map<Integer, Lane> lanes = new LinkedHashMap<>();
    List<Mark> marks = marks(start, end);
    List<RecordedActivity> open = new ArrayList<>();
    List<RecordedActivity> waiting = new ArrayList<>();
    long from = start;
    for (Mark mark : marks) {
      if (mark.at() > from) {
        add(lanes, open, waiting, from - start, mark.at() - start, start);
        from = mark.at();
      }
      List<RecordedActivity> list = mark.activity().isWait() ? waiting : open;
      if (mark.isBegin()) {
        list.add(mark.activity());
      } else {
        list.remove(mark.activity());
      }
    }
    Map<Integer, List<Segment>> segments = new LinkedHashMap<>();
    lanes.forEach((context, lane) -> segments.put(context, lane.until(end - start)));
    return segments;
  }

  private void add(
      Map<Integer, Lane> lanes,
      List<RecordedActivity> open,
      List<RecordedActivity> waiting,
      long from,
      long to,
      long start) {
    RecordedActivity innermost = open.isEmpty() ? null : open.getLast();
    boolean waitsForGil =
        waiting.stream().anyMatch(wait -> wait.kind() == RecordedActivity.Kind.GIL_WAIT);
    if (innermost == null && !waitsForGil) {
      return;
    }
    GilState state =
        waitsForGil || innermost == null ? GilState.WAITING : state(innermost, !waiting.isEmpty());
    String line =
        innermost != null && innermost.line() != null
            ? innermost.line()
            : mostSeen(from + start, to + start, state);
    lanes
        .computeIfAbsent(context(open), _ -> new Lane())
        .add(new Segment(state, from, to, innermost == null ? null : kernel(open), line));
  }

  private static GilState state(RecordedActivity innermost, boolean waits) {
    return switch (innermost.kind()) {
      case HELD -> GilState.HELD;
      case RELEASED, DETACHED -> GilState.RELEASED;
      case IN_CONTEXT, CALLBACK -> waits ? GilState.BLOCKED : GilState.RUNNING;
      case GIL_WAIT -> GilState.WAITING;
      case OTHER_WAIT -> GilState.BLOCKED;
    };
  }

  private static int context(List<RecordedActivity> open) {
    for (RecordedActivity each : open.reversed()) {
      if (each.context() != 0) {
        return each.context();
      }
    }
    return 0;
  }

  private static @Nullable String kernel(List<RecordedActivity> open) {
    for (RecordedActivity each : open.reversed()) {
      if (each.kernel() != null) {
        return each.kernel();
      } else if (each.kind() == RecordedActivity.Kind.CALLBACK) {
        return null;
      }
    }
    return null;
  }

  private @Nullable String mostSeen(long from, long to, GilState state) {
    Map<String, Integer> counts = new HashMap<>();
    seen.subMap(from, true, to, true)
        .values()
        .forEach(each -> {
          if (each.hasGil() == state.hasGil()) {
            counts.merge(each.line(), 1, Integer::sum);
          }
        });
    return counts.entrySet().stream()
        .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private List<Mark> marks(long start, long end) {
    List<Mark> marks = new ArrayList<>();
    List<RecordedActivity> all = new ArrayList<>(activities);
    all.addAll(joined());
    for (RecordedActivity each : all) {
      long from = Math.max(each.from(), start);
      long to = Math.min(each.to(), end);
      if (from < to) {
        marks.add(new Mark(from, true, each));
        marks.add(new Mark(to, false, each));
      }
    }
    // Of those that begin at the same time the longest is the outermost.
    marks.sort(
        Comparator.comparingLong(Mark::at)
            .thenComparing(Mark::isBegin)
            .thenComparingLong(mark -> -mark.activity().to()));
    return marks;
  }

  /** The waits, without the gaps in which a thread that waits answered where it was. */
  private List<RecordedActivity> joined() {
    waits.sort(Comparator.comparingLong(RecordedActivity::from));
    List<RecordedActivity> joined = new ArrayList<>();
    for (RecordedActivity wait : waits) {
      RecordedActivity last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && last.kind() == wait.kind() && isOneWait(last.to(), wait.from())) {
        joined.set(joined.size() - 1, last.until(wait.to()));
      } else {
        joined.add(wait);
      }
    }
    return joined;
  }

  private boolean isOneWait(long end, long begin) {
    return begin - end <= LONGEST_ANSWER
        && boundaries.subSet(end, true, Math.max(end, begin), true).isEmpty()
        && seen.subMap(end, true, Math.max(end, begin), true).values().stream()
            .anyMatch(each -> !each.hasGil());
  }

  private record Seen(String line, boolean hasGil) {}

  private record Mark(long at, boolean isBegin, RecordedActivity activity) {}

  /** The segments of one context, with the times between them. */
  private static final class Lane {
    private final List<Segment> segments = new ArrayList<>();
    private long end;

    void add(Segment segment) {
      idleUntil(segment.from());
      Segment last = segments.isEmpty() ? null : segments.getLast();
      if (last != null
          && last.state() == segment.state()
          && Objects.equals(last.kernel(), segment.kernel())
          && (last.line() == null
              || segment.line() == null
              || last.line().equals(segment.line()))) {
        String line = last.line() == null ? segment.line() : last.line();
        segments.set(
            segments.size() - 1,
            new Segment(last.state(), last.from(), segment.to(), last.kernel(), line));
      } else {
        segments.add(segment);
      }
      end = segment.to();
    }

    List<Segment> until(long last) {
      idleUntil(last);
      return segments;
    }

    private void idleUntil(long to) {
      if (to > end) {
        segments.add(new Segment(GilState.IDLE, end, to, null, null));
        end = to;
      }
    }
  }
}
