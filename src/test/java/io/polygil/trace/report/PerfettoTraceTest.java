package io.polygil.trace.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.trace.GilState;
import io.polygil.trace.GilTimeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the Trace Event Format asks for, on any timeline. */
class PerfettoTraceTest {
  private static final String ALL = "io.polygil.trace.report.SampleTimelines#all";

  @TempDir private Path folder;

  @Test
  void slicesHaveTheNamesThatOneLooksFor() throws IOException {
    List<JsonNode> events = events(SampleTimelines.ordinary());
    assertThat(events.stream().filter(PerfettoTraceTest::isSlice).map(PerfettoTraceTest::name))
        .containsExactly(
            "running Python",
            "words.count_gil (GIL held)",
            "waiting otherwise",
            "waiting for the GIL",
            "running Python",
            "words.count");
    assertThat(
            events.stream()
                .filter(event -> phase(event).equals("M"))
                .map(event -> name(event) + " " + event.get("args").get("name").asString()))
        .containsExactly(
            "process_name Context 1",
            "process_name Context 2",
            "thread_name holder",
            "thread_name waiter",
            "thread_name waiter");
  }

  @Test
  void anArrowGoesFromTheOneThatHeldToTheOneThatWaited() throws IOException {
    List<JsonNode> flows =
        events(SampleTimelines.ordinary()).stream()
            .filter(event -> phase(event).equals("s") || phase(event).equals("f"))
            .toList();
    assertThat(flows).hasSize(2);
    assertThat(flows.getFirst().get("tid").asLong()).isEqualTo(11);
    assertThat(nanos(flows.getFirst(), "ts")).isEqualTo(5 * SampleTimelines.MILLI);
    assertThat(flows.getLast().get("tid").asLong()).isEqualTo(12);
    assertThat(flows.getLast().get("bp").asString()).isEqualTo("e");
    assertThat(nanos(flows.getLast(), "ts")).isEqualTo(60 * SampleTimelines.MILLI);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void everyEventHasWhatItsKindNeeds(GilTimeline timeline) throws IOException {
    for (JsonNode event : events(timeline)) {
      assertThat(phase(event)).isIn("M", "X", "C", "s", "f");
      assertThat(event.get("name").isString()).isTrue();
      assertThat(event.get("pid").isIntegralNumber()).isTrue();
      assertThat(event.get("tid").isIntegralNumber()).isTrue();
      assertThat(event.get("ts").asDouble()).isBetween(0.0, timeline.nanos() / 1e3 + 1e-3);
      if (isSlice(event)) {
        assertThat(event.get("dur").asDouble()).isNotNegative();
      }
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void slicesOfOneTrackDoNotOverlap(GilTimeline timeline) throws IOException {
    Map<String, List<JsonNode>> tracks =
        events(timeline).stream()
            .filter(PerfettoTraceTest::isSlice)
            .collect(Collectors.groupingBy(PerfettoTraceTest::track));
    tracks
        .values()
        .forEach(slices -> {
          slices.sort(Comparator.comparingDouble(slice -> slice.get("ts").asDouble()));
          for (int i = 1; i < slices.size(); i++) {
            JsonNode before = slices.get(i - 1);
            assertThat(nanos(before, "ts") + nanos(before, "dur"))
                .isLessThanOrEqualTo(nanos(slices.get(i), "ts"));
          }
        });
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void timesAreExactForReadersThatCutOff(GilTimeline timeline) throws IOException {
    List<Long> told =
        events(timeline).stream()
            .filter(PerfettoTraceTest::isSlice)
            .map(event -> nanos(event, "ts"))
            .toList();
    assertThat(told)
        .containsExactlyElementsOf(
            timeline.lanes().stream()
                .flatMap(lane -> lane.segments().stream())
                .filter(segment -> segment.state() != GilState.IDLE)
                .map(segment -> segment.from())
                .toList());
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void arrowsHaveTwoEndsAndBeginInASlice(GilTimeline timeline) throws IOException {
    List<JsonNode> events = events(timeline);
    Map<Long, List<JsonNode>> flows =
        events.stream()
            .filter(event -> event.has("id"))
            .collect(Collectors.groupingBy(event -> event.get("id").asLong()));
    Map<String, List<JsonNode>> slices =
        events.stream()
            .filter(PerfettoTraceTest::isSlice)
            .collect(Collectors.groupingBy(PerfettoTraceTest::track));
    flows
        .values()
        .forEach(flow -> {
          assertThat(flow).extracting(PerfettoTraceTest::phase).containsExactly("s", "f");
          long at = nanos(flow.getFirst(), "ts");
          assertThat(nanos(flow.getLast(), "ts")).isGreaterThanOrEqualTo(at);
          assertThat(slices.get(track(flow.getFirst())))
              .anyMatch(slice ->
                  nanos(slice, "ts") <= at && at < nanos(slice, "ts") + nanos(slice, "dur"));
        });
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void nobodyWaitsInTheEnd(GilTimeline timeline) throws IOException {
    Map<Integer, List<JsonNode>> counters =
        events(timeline).stream()
            .filter(event -> phase(event).equals("C"))
            .collect(Collectors.groupingBy(event -> event.get("pid").asInt()));
    counters
        .values()
        .forEach(counter -> {
          assertThat(counter)
              .isSortedAccordingTo(Comparator.comparingDouble(event -> event.get("ts").asDouble()))
              .allMatch(event -> event.get("args").get("threads").asInt() >= 0);
          assertThat(counter.getLast().get("args").get("threads").asInt()).isZero();
        });
  }

  private List<JsonNode> events(GilTimeline timeline) throws IOException {
    Path file = folder.resolve("trace.json");
    PerfettoTrace.write(timeline, file);
    JsonNode json = JsonMapper.builder().build().readTree(file);
    return json.get("traceEvents").values().stream().collect(Collectors.toList());
  }

  private static boolean isSlice(JsonNode event) {
    return phase(event).equals("X");
  }

  private static String phase(JsonNode event) {
    return event.get("ph").asString();
  }

  private static String name(JsonNode event) {
    return event.get("name").asString();
  }

  private static String track(JsonNode event) {
    return event.get("pid").asInt() + "/" + event.get("tid").asLong();
  }

  // As Perfetto reads it: what is left below a nanosecond is cut off.
  private static long nanos(JsonNode event, String field) {
    return (long) (event.get(field).asDouble() * 1000);
  }
}
