package io.polygil.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.trace.RecordedActivity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random nested activities and waits, against a look at each single moment. */
class RecordedThreadTimesTest {
  private static final int LENGTH = 60;
  private static final int ROUNDS = 3_000;

  @Test
  void everyMomentIsInTheStateOfTheInnermostActivity() {
    Random random = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      List<RecordedActivity> activities = new ArrayList<>();
      nest(random, activities, 0, LENGTH, 0);
      activities.addAll(waits(random));
      RecordedThreadTimes times = new RecordedThreadTimes("thread");
      activities.forEach(times::add);
      Map<Integer, List<Segment>> lanes = times.segments(0, LENGTH);
      for (int at = 0; at < LENGTH; at++) {
        Expected expected = expected(activities, at);
        for (Map.Entry<Integer, List<Segment>> lane : lanes.entrySet()) {
          GilState wanted = lane.getKey() == expected.context() ? expected.state() : GilState.IDLE;
          assertThat(stateAt(lane.getValue(), at))
              .as("round %s, moment %s of context %s in %s", round, at, lane.getKey(), activities)
              .isEqualTo(wanted);
        }
        if (expected.state() != GilState.IDLE) {
          assertThat(lanes).containsKey(expected.context());
        }
      }
    }
  }

  private static void nest(Random random, List<RecordedActivity> to, int from, int end, int depth) {
    int at = from + random.nextInt(5);
    while (at < end - 2 && depth < 4) {
      int until = Math.min(end, at + 2 + random.nextInt(25));
      Kind kind =
          depth == 0
              ? Kind.IN_CONTEXT
              : List.of(Kind.HELD, Kind.RELEASED, Kind.CALLBACK, Kind.DETACHED, Kind.IN_CONTEXT)
                  .get(random.nextInt(5));
      int context = kind == Kind.IN_CONTEXT ? 1 + random.nextInt(2) : 0;
      String kernel = kind == Kind.HELD || kind == Kind.RELEASED ? "k" + random.nextInt(3) : null;
      to.add(new RecordedActivity(kind, at, until, context, kernel, null));
      nest(random, to, at + 1, until - 1, depth + 1);
      at = until + 1 + random.nextInt(8);
    }
  }

  private static List<RecordedActivity> waits(Random random) {
    List<RecordedActivity> waits = new ArrayList<>();
    int at = random.nextInt(10);
    while (at < LENGTH) {
      int until = at + 1 + random.nextInt(8);
      Kind kind = random.nextBoolean() ? Kind.GIL_WAIT : Kind.OTHER_WAIT;
      waits.add(new RecordedActivity(kind, at, until, 0, null, null));
      at = until + 1 + random.nextInt(15);
    }
    return waits;
  }

  private static Expected expected(List<RecordedActivity> activities, int at) {
    RecordedActivity innermost = null;
    int context = 0;
    boolean forGil = false;
    boolean otherwise = false;
    for (RecordedActivity each : activities) {
      if (each.from() <= at && at < each.to()) {
        forGil |= each.kind() == Kind.GIL_WAIT;
        otherwise |= each.kind() == Kind.OTHER_WAIT;
        if (!each.isWait() && (innermost == null || each.from() >= innermost.from())) {
          innermost = each;
          context = each.context() == 0 ? context : each.context();
        }
      }
    }
    if (forGil) {
      return new Expected(GilState.WAITING, context);
    } else if (innermost == null) {
      return new Expected(GilState.IDLE, 0);
    }
    GilState state =
        switch (innermost.kind()) {
          case HELD -> GilState.HELD;
          case RELEASED, DETACHED -> GilState.RELEASED;
          default -> otherwise ? GilState.BLOCKED : GilState.RUNNING;
        };
    return new Expected(state, context);
  }

  private static GilState stateAt(List<Segment> segments, int at) {
    return segments.stream()
        .filter(segment -> segment.from() <= at && at < segment.to())
        .map(Segment::state)
        .findFirst()
        .orElseThrow();
  }

  private record Expected(GilState state, int context) {}
}
