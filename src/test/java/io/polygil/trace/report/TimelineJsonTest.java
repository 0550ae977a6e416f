package io.polygil.trace.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.trace.GilState;
import io.polygil.trace.GilTimeline;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TimelineJsonTest {
  @TempDir private Path folder;

  @Test
  void tellsAllThatTheTimelineKnows() throws IOException {
    JsonNode json = written(SampleTimelines.ordinary());
    assertThat(json.get("version").asInt()).isEqualTo(1);
    assertThat(json.get("program").asString()).isEqualTo("/srv/app.py");
    assertThat(json.get("start").asString()).isEqualTo("2026-02-03T10:11:12Z");
    assertThat(json.get("nanos").asLong()).isEqualTo(100_000_000);
    assertThat(json.get("shortest").asLong()).isEqualTo(10_000);
    JsonNode held = json.get("lanes").get(0).get("segments").get(1);
    assertThat(held.toString())
        .isEqualTo(
            "{\"state\":\"kernel, GIL held\",\"from\":10000001,\"to\":60000000,"
                + "\"kernel\":\"words.count_gil\",\"line\":\"app.py:4\"}");
    assertThat(json.get("waits").get(0).get("holder").asString()).isEqualTo("holder");
    assertThat(json.get("kernels").get(0).get("waitedNanos").asLong()).isEqualTo(55_000_000);
    assertThat(json.get("verdict").get(0).asString()).contains("Gil.RELEASE");
  }

  @ParameterizedTest
  @MethodSource("io.polygil.trace.report.SampleTimelines#all")
  void everythingIsThereButTheTimesOutsideOfPython(GilTimeline timeline) throws IOException {
    JsonNode json = written(timeline);
    assertThat(json.get("lanes").size()).isEqualTo(timeline.lanes().size());
    for (int i = 0; i < timeline.lanes().size(); i++) {
      long inPython =
          timeline.lanes().get(i).segments().stream()
              .filter(segment -> segment.state() != GilState.IDLE)
              .count();
      assertThat(json.get("lanes").get(i).get("segments").size()).isEqualTo((int) inPython);
    }
    assertThat(json.get("waits").size()).isEqualTo(timeline.waits().size());
    assertThat(json.get("kernels").size()).isEqualTo(timeline.kernels().size());
    assertThat(json.get("verdict").size()).isPositive();
  }

  private JsonNode written(GilTimeline timeline) throws IOException {
    Path file = folder.resolve("timeline.json");
    TimelineJson.write(timeline, file);
    return JsonMapper.builder().build().readTree(file);
  }
}
