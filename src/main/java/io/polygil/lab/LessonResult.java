package io.polygil.lab;

import io.polygil.compare.Answer;
import io.polygil.measure.Measured;
import io.polygil.measure.Round;
import io.polygil.measure.Statistics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a lesson's run found, as the page and its exported files have it. */
record LessonResult(
    Lesson lesson, List<Measured<Answer>> measured, Verdict verdict, double worthOfTwoCores) {

  ObjectNode json() {
    ObjectNode json = RunSink.MAPPER.createObjectNode();
    json.put("lesson", lesson.number());
    json.put("taken", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("cores", Runtime.getRuntime().availableProcessors());
    if (lesson.parallel()) {
      json.put("worthOfTwoCores", worthOfTwoCores);
    }
    ArrayNode rows = json.putArray("rows");
    for (int i = 0; i < measured.size(); i++) {
      row(rows.addObject(), lesson.rows().get(i), measured.get(i));
    }
    ObjectNode verdictJson = json.putObject("verdict");
    verdictJson.put("outcome", lower(verdict.outcome()));
    verdictJson.put("why", lower(verdict.why()));
    ArrayNode judged = verdictJson.putArray("claims");
    for (Claim.Judged each : verdict.judged()) {
      judged
          .addObject()
          .put("row", each.claim().row())
          .put("base", each.claim().base())
          .put("relation", lower(each.claim().relation()))
          .put("bound", each.claim().bound())
          .put("ratio", each.ratio())
          .put("low", each.low())
          .put("high", each.high())
          .put("outcome", lower(each.outcome()));
    }
    return json;
  }

  /** A row, with times only where its answer is right. */
  static void row(ObjectNode json, LessonRow row, Measured<Answer> measured) {
    String answer = measured.answer().text();
    boolean right = answer.equals(row.expected());
    json.put("id", row.id()).put("documented", row.documented());
    json.put("right", right).put("answer", answer).put("expected", row.expected());
    if (right) {
      Statistics statistics = measured.statistics();
      json.put("cold", measured.firstRunNanos());
      json.put("least", statistics.minNanos());
      json.put("median", statistics.medianNanos());
      json.put("q1", statistics.q1Nanos());
      json.put("q3", statistics.q3Nanos());
      json.put("unstable", statistics.unstable());
      ArrayNode rounds = json.putArray("rounds");
      measured.rounds().stream().mapToDouble(Round::nanosPerIteration).forEach(rounds::add);
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
