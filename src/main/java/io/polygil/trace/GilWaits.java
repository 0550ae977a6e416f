package io.polygil.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds for each wait who had the GIL meanwhile. */
final class GilWaits {
  private GilWaits() {}

  /** The waits of all lanes, in the order in which they began. */
  static List<GilWait> of(List<TimelineLane> lanes) {
    List<GilWait> waits = new ArrayList<>();
    for (TimelineLane lane : lanes) {
      List<TimelineLane> others =
          lanes.stream()
              .filter(other -> other.context() == lane.context() && other.thread() != lane.thread())
              .toList();
      List<Cursor> cursors = others.stream().map(Cursor::new).toList();
      for (Segment segment : lane.segments()) {
        if (segment.state() == GilState.WAITING) {
          waits.add(wait(lane, segment, cursors));
        }
      }
    }
    waits.sort(Comparator.comparingLong(GilWait::from));
    return waits;
  }

  private static GilWait wait(TimelineLane lane, Segment wait, List<Cursor> others) {
    Map<Holder, Long> held = new HashMap<>();
    Map<Holder, Segment> longest = new HashMap<>();
    for (Cursor other : others) {
      for (Segment segment : other.within(wait)) {
        if (segment.state().hasGil()) {
          Holder holder = new Holder(other.lane.name(), segment.kernel());
          held.merge(holder, segment.overlap(wait.from(), wait.to()), Long::sum);
          longest.merge(
              holder,
              segment,
              (one, two) ->
                  one.overlap(wait.from(), wait.to()) >= two.overlap(wait.from(), wait.to())
                      ? one
                      : two);
        }
      }
    }
    Holder most =
        held.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(null);
    Segment where = most == null ? null : longest.get(most);
    return new GilWait(
        lane.context(),
        lane.name(),
        wait.from(),
        wait.to(),
        wait.line(),
        most == null ? null : most.thread(),
        most == null ? null : most.kernel(),
        where == null ? null : where.line());
  }

  private record Holder(String thread, @Nullable String kernel) {}

  /** Goes along a lane once, as the waits come in order. */
  private static final class Cursor {
    private final TimelineLane lane;
    private int next;

    Cursor(TimelineLane lane) {
      this.lane = lane;
    }

    List<Segment> within(Segment wait) {
      List<Segment> segments = lane.segments();
      while (next < segments.size() && segments.get(next).to() <= wait.from()) {
        next++;
      }
      int last = next;
      while (last < segments.size() && segments.get(last).from() < wait.to()) {
        last++;
      }
      return segments.subList(next, last);
    }
  }
}
