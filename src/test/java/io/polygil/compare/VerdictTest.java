package io.polygil.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.measure.Measured;
import io.polygil.measure.Round;
import io.polygil.measure.WarmUpCurve;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerdictTest {
  private static CaseResult row(String name, long milliseconds, long answer, long expected) {
    long nanos = milliseconds * 1_000_000;
    Case row = Case.of(name, "kernel", List.of(expected), () -> List.of(answer));
    return CaseResult.of(
        row,
        new Measured<>(
            name,
            List.of(answer),
            nanos,
            new WarmUpCurve(List.of(), WarmUpCurve.Ending.STEADY),
            1,
            List.of(new Round(1, nanos, nanos, -1))));
  }

  @ParameterizedTest
  @CsvSource({"600,310,620,true", "310,310,620,false", "600,600,620,false", "600,310,310,false"})
  void fibonacciNeedsAllThreeOrders(long holding, long released, long held, boolean holds) {
    Figures figures =
        new Figures(
            List.of(
                row("gil", 300, 1, 1),
                row("nogil", 300, 1, 1),
                row("gil+gil", holding, 1, 1),
                row("nogil+gil", released, 1, 1),
                row("gil+nogil", held, 1, 1),
                row("nogil+nogil", 310, 1, 1)));
    assertThat(new FibonacciExperiment().verdict(figures).holds()).isEqualTo(holds);
  }

  @Test
  void fastDoublingKnowsThe93rd() {
    assertThat(Long.toUnsignedString(Answers.fibonacci(93))).isEqualTo("12200160415121876738");
    assertThat(Answers.fibonacci(0)).isZero();
  }

  @Test
  void aWrongAnswerIsAnErrorWithoutFigures() {
    Environment environment =
        new Environment(
            "cpu", 2, "os", "jdk", "1", "3", io.polygil.context.PythonEngine.Execution.JIT, 1);
    ExperimentResult experiment =
        new ExperimentResult(
            "000-x",
            "000",
            "claim",
            Verdict.notTestable("A row failed"),
            List.of(row("right", 1, -1, -1), row("wrong", 1, 5, 6)));
    ComparisonResult result = new ComparisonResult(environment, List.of(experiment));
    assertThat(result.succeeded()).isFalse();
    JsonNode root = JsonMapper.builder().build().readTree(JsonReport.of(result));
    JsonNode json = root.get("experiments").get(0);
    assertThat(json.get("holds").isNull()).isTrue();
    JsonNode right = json.get("cases").get(0);
    assertThat(right.get("answer").get(0).asString()).isEqualTo("18446744073709551615");
    assertThat(right.get("verified").asBoolean()).isTrue();
    assertThat(right.get("raw_ns").get(0).asDouble()).isEqualTo(1e6);
    assertThat(right.get("user_ns").isNull()).isTrue();
    JsonNode wrong = json.get("cases").get(1);
    assertThat(wrong.get("outcome").asString()).isEqualTo("error");
    assertThat(wrong.get("verified").asBoolean()).isFalse();
    assertThat(wrong.get("error").asString()).contains("expected [6], found [5]");
    assertThat(wrong.has("min_ns")).isFalse();
  }
}
