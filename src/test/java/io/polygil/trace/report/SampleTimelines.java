package io.polygil.trace.report;

import io.polygil.trace.GilState;
import io.polygil.trace.GilTimeline;
import io.polygil.trace.GilWait;
import io.polygil.trace.KernelTimes;
import io.polygil.trace.Segment;
import io.polygil.trace.TimelineLane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Timelines as no recording would give them at will. */
final class SampleTimelines {
  static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"'&<!--";
  static final String ODD =
      "nul \u0000 bell \u0007 half \ud800 turn \u202e line \u2028 \u6f22 \ud83d\ude80";
  static final long MILLI = 1_000_000;

  private SampleTimelines() {}

  /** A kernel on "holder" that keeps "waiter" waiting, and one that does not, in two contexts. */
  static GilTimeline ordinary() {
    return timeline(
        "/srv/app.py",
        100 * MILLI,
        List.of(
            lane(
                1,
                11,
                "holder",
                segment(GilState.RUNNING, 0, 10 * MILLI + 1, null, "app.py:3"),
                segment(GilState.HELD, 10 * MILLI + 1, 60 * MILLI, "words.count_gil", "app.py:4"),
                segment(GilState.BLOCKED, 60 * MILLI, 90 * MILLI, null, null),
                segment(GilState.IDLE, 90 * MILLI, 100 * MILLI, null, null)),
            lane(
                1,
                12,
                "waiter",
                segment(GilState.IDLE, 0, 5 * MILLI, null, null),
                segment(GilState.WAITING, 5 * MILLI, 60 * MILLI, null, "app.py:9"),
                segment(GilState.RUNNING, 60 * MILLI, 100 * MILLI, null, "app.py:9")),
            lane(
                2,
                12,
                "waiter",
                segment(GilState.RELEASED, 0, 40 * MILLI, "words.count", "app.py:12"),
                segment(GilState.IDLE, 40 * MILLI, 100 * MILLI, null, null))),
        List.of(
            new GilWait(
                1,
                "waiter",
                5 * MILLI,
                60 * MILLI,
                "app.py:9",
                "holder",
                "words.count_gil",
                "/srv/app.py:4")),
        List.of(
            new KernelTimes(1, "words.count_gil", true, 1, 50 * MILLI, 0, 0),
            new KernelTimes(2, "words.count", false, 2, 40 * MILLI, 1, 700)));
  }

  /** All names are such as end scripts, open elements, or are no text at all. */
  static GilTimeline hostile() {
    String name = HOSTILE + ODD;
    return timeline(
        name,
        1_000,
        List.of(
            lane(0, 1, name, segment(GilState.WAITING, 0, 1_000, name, name)),
            lane(0, 2, "", segment(GilState.HELD, 0, 1_000, name, name))),
        List.of(new GilWait(0, name, 0, 1_000, name, "", name, name)),
        List.of(new KernelTimes(0, name, true, 1, 1_000, 0, 0)));
  }

  static GilTimeline empty() {
    return timeline("-c", 0, List.of(), List.of(), List.of());
  }

  /** Lanes in no time, one of them without a segment. */
  static GilTimeline instant() {
    return timeline(
        "-c",
        0,
        List.of(
            lane(1, 1, "main", segment(GilState.RUNNING, 0, 0, null, null)), lane(1, 2, "none")),
        List.of(new GilWait(1, "none", 0, 0, null, "gone", null, null)),
        List.of(new KernelTimes(1, "k.k", true, 0, 0, 0, 0)));
  }

  /** Waits of threads that have no lane, and of two that bear one name. */
  static GilTimeline unknown() {
    return timeline(
        "service",
        1_000_000_007,
        List.of(
            lane(0, 1, "same", segment(GilState.WAITING, 3, 999_999_999, null, null)),
            lane(0, 2, "same", segment(GilState.RUNNING, 3, 1_000_000_007, null, null))),
        List.of(
            new GilWait(0, "same", 3, 999_999_999, null, "same", null, null),
            new GilWait(7, "gone", 1, 2, null, null, null, null)),
        List.of());
  }

  /** Many short segments at times that are no whole microseconds. */
  static GilTimeline random() {
    Random random = new Random(20_260_101);
    List<TimelineLane> lanes = new ArrayList<>();
    List<GilWait> waits = new ArrayList<>();
    long length = 0;
    for (int i = 0; i < 16; i++) {
      List<Segment> segments = new ArrayList<>();
      long at = 0;
      for (int j = 0; j < 300; j++) {
        GilState state = GilState.values()[random.nextInt(GilState.values().length)];
        long to = at + 1 + random.nextInt(3_000_000);
        segments.add(segment(state, at, to, null, null));
        if (state == GilState.WAITING) {
          waits.add(new GilWait(i / 4, "t" + i, at, to, null, "t" + (i ^ 1), null, null));
        }
        at = to;
      }
      lanes.add(lane(i / 4, 40 + i, "t" + i, segments.toArray(Segment[]::new)));
      length = Math.max(length, at);
    }
    return timeline("random.py", length, lanes, waits, List.of());
  }

  static Stream<GilTimeline> all() {
    return Stream.of(ordinary(), hostile(), empty(), instant(), unknown(), random());
  }

  private static GilTimeline timeline(
      String program,
      long nanos,
      List<TimelineLane> lanes,
      List<GilWait> waits,
      List<KernelTimes> kernels) {
    Instant start = Instant.parse("2026-02-03T10:11:12Z");
    return new GilTimeline(program, start, nanos, Duration.ofNanos(10_000), lanes, waits, kernels);
  }

  private static TimelineLane lane(int context, long thread, String name, Segment... segments) {
    return new TimelineLane(context, thread, name, List.of(segments));
  }

  private static Segment segment(
      GilState state, long from, long to, @Nullable String kernel, @Nullable String line) {
    return new Segment(state, from, to, kernel, line);
  }
}
