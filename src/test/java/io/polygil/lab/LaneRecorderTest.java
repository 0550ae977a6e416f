package io.polygil.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.polygil.trace.GilState;
import io.polygil.trace.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LaneRecorderTest {
  private final RunEvents events = new RunEvents();
  private volatile List<Lane> present = List.of();
  private final AtomicBoolean closed = new AtomicBoolean();

  private final LaneSource source =
      new LaneSource() {
        @Override
        public List<Lane> lanes() {
          return present;
        }

        @Override
        public void close() {
          closed.set(true);
        }
      };

  private List<JsonNode> told(String kind) {
    try {
      List<JsonNode> told = new ArrayList<>();
      for (RunEvents.Event event : events.from(0, 0)) {
        RunSink.MAPPER.readTree(event.data()).path(kind).forEach(told::add);
      }
      return told;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> states() {
    return told("changes").stream()
        .map(change -> change.get("slot").asInt() + " " + change.get("state").asString())
        .toList();
  }

  private static Lane lane(int context, long thread, GilState state) {
    return new Lane(context, thread, "thread-" + thread, state, null);
  }

  @Test
  void onlyChangesAreTold() {
    try (LaneRecorder _ = new LaneRecorder(source, new RunSink(events))) {
      present = List.of(lane(1, 7, GilState.RUNNING), lane(1, 8, GilState.WAITING));
      await().untilAsserted(() -> assertThat(states()).containsExactly("0 RUNNING", "1 WAITING"));
      present = List.of(lane(1, 7, GilState.RUNNING), lane(1, 8, GilState.HELD));
      await().untilAsserted(() -> assertThat(states()).hasSize(3).endsWith("1 HELD"));
    }
    assertThat(states()).hasSize(5).endsWith("0 IDLE", "1 IDLE");
    assertThat(closed).isTrue();
  }

  @Test
  void aNewThreadTakesTheSlotOfOneThatHasGone() {
    try (LaneRecorder _ = new LaneRecorder(source, new RunSink(events))) {
      present = List.of(lane(1, 7, GilState.RUNNING));
      await().until(() -> states().contains("0 RUNNING"));
      present = List.of();
      await().until(() -> states().contains("0 IDLE"));
      present = List.of(lane(1, 9, GilState.HELD), lane(2, 10, GilState.HELD));
      await().until(() -> states().contains("1 HELD"));
    }
    assertThat(told("lanes").stream().map(lane -> lane.get("name").asString()))
        .containsExactly("thread-7", "thread-9", "thread-10");
  }

  @Test
  void threadsThatNeverDidAnythingHaveNoLaneAndThereAreOnlySoMany() {
    try (LaneRecorder _ = new LaneRecorder(source, new RunSink(events))) {
      present =
          IntStream.range(0, 40)
              .mapToObj(i -> lane(1, i, i == 0 ? GilState.IDLE : GilState.RUNNING))
              .toList();
      await().until(() -> !told("lanes").isEmpty());
    }
    assertThat(told("lanes")).hasSize(LaneRecorder.MOST);
    assertThat(told("lanes").getFirst().get("name").asString()).isEqualTo("thread-1");
  }
}
