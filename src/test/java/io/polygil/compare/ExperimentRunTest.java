package io.polygil.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.compare.report.JsonReport;
import io.polygil.context.PythonEngine;
import io.polygil.measure.MeasurePlan;
import io.polygil.measure.Progress;
import io.polygil.measure.WarmUpPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Experiments with contenders that only say an answer. */
class ExperimentRunTest {
  private static final MeasurePlan THREE_ROUNDS =
      MeasurePlan.quick()
          .withWarmUp(WarmUpPlan.none())
          .withRounds(3, 3)
          .withMaxTime(Duration.ZERO)
          .withMaxIterations(1);

  private final List<String> calls = new ArrayList<>();

  /** Says what it is told to, and keeps who was asked when. */
  private final class Speaker implements Contender {
    private final ContenderKind kind;
    private final Supplier<String> answer;

    Speaker(ContenderKind kind, Supplier<String> answer) {
      this.kind = kind;
      this.answer = answer;
    }

    @Override
    public ContenderKind kind() {
      return kind;
    }

    @Override
    public String name() {
      return kind.key();
    }

    @Override
    public Prepared prepare(Row row) throws AbsentException {
      if (row.works().get(kind) instanceof Work.Impossible impossible) {
        throw new AbsentException(impossible.why());
      }
      return Prepared.of(() -> {
        calls.add(name() + " " + row.name());
        return Answer.of(answer.get());
      });
    }

    @Override
    public ColdRun cold(Experiment experiment, Row row) throws CrashedException {
      if (row.works().get(kind) instanceof Work.Alone) {
        throw new CrashedException("ended by SIGABRT");
      }
      return new ColdRun(Answer.of(answer.get()), 5, 7, 9);
    }

    @Override
    public void close() {
      calls.add(name() + " closed");
    }
  }

  private static Experiment experiment(Row... rows) {
    return new Experiment(
        "000-x",
        "all is well",
        THREE_ROUNDS,
        List.of(rows),
        TableKind.PLAIN,
        _ -> new Finding(true, "Figures"));
  }

  private List<CaseResult> run(Experiment experiment, boolean cold, Contender... contenders)
      throws InterruptedException {
    return new ExperimentRun(experiment, List.of(contenders), cold, Progress.none()).run();
  }

  private static Work work() {
    return Work.call("m:f");
  }

  @Test
  void contendersTakeTurnsRoundByRound() throws Exception {
    Row row = Row.of("row", 4).on(work(), ContenderKind.POLYGIL, ContenderKind.CPYTHON);
    List<CaseResult> results =
        run(
            experiment(row),
            false,
            new Speaker(ContenderKind.POLYGIL, () -> "4"),
            new Speaker(ContenderKind.CPYTHON, () -> "4"));
    assertThat(results).extracting(CaseResult::outcome).containsOnly(CaseResult.Outcome.OK);
    assertThat(calls.subList(calls.size() - 6, calls.size()))
        .containsExactly(
            "polygil row",
            "cpython row",
            "polygil row",
            "cpython row",
            "polygil row",
            "cpython row");
  }

  @Test
  void aWrongAnswerHidesTheTimes() throws Exception {
    Row row = Row.of("row", 4).on(work(), ContenderKind.POLYGIL, ContenderKind.PYO3);
    List<CaseResult> results =
        run(
            experiment(row),
            false,
            new Speaker(ContenderKind.POLYGIL, () -> "4"),
            new Speaker(ContenderKind.PYO3, () -> "5"));
    ExperimentResult result =
        new ExperimentResult("000-x", "000", "all is well", Verdict.notTestable("?"), results);
    assertThat(result.succeeded()).isFalse();
    assertThat(Tables.text(result, TableKind.PLAIN, Colours.OFF))
        .contains("row, pyo3: error: expected 4, found 5", "row, polygil: right answer")
        .doesNotContain("Median");
  }

  @Test
  void whatIsAbsentCrashesOrThrowsIsSaidAndSpoilsNobodyElse() throws Exception {
    Row row =
        Row.of("row", 4)
            .on(work(), ContenderKind.POLYGIL, ContenderKind.CPYTHON)
            .on(new Work.Impossible("no compiler"), ContenderKind.PYO3)
            .on(new Work.Alone(Work.call("m:f")), ContenderKind.PYBIND11);
    List<CaseResult> results =
        run(
            experiment(row),
            false,
            new Speaker(ContenderKind.POLYGIL, () -> "4"),
            new Speaker(
                ContenderKind.CPYTHON,
                () -> {
                  throw new IllegalStateException("ValueError: no");
                }),
            new Speaker(ContenderKind.PYO3, () -> "4"),
            new Speaker(ContenderKind.PYBIND11, () -> "4"));
    assertThat(results)
        .extracting(CaseResult::kind, CaseResult::outcome, CaseResult::error)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(ContenderKind.POLYGIL, CaseResult.Outcome.OK, null),
            org.assertj.core.groups.Tuple.tuple(
                ContenderKind.CPYTHON, CaseResult.Outcome.ERROR, "ValueError: no"),
            org.assertj.core.groups.Tuple.tuple(
                ContenderKind.PYO3, CaseResult.Outcome.ABSENT, "no compiler"),
            org.assertj.core.groups.Tuple.tuple(
                ContenderKind.PYBIND11, CaseResult.Outcome.CRASHED, "ended by SIGABRT"));
  }

  @Test
  void theJsonHasEveryRoundAndTheColdRun() throws Exception {
    Row row = Row.of("row", "-1").on(work(), ContenderKind.POLYGIL).documented("3 ms").withCold();
    List<CaseResult> results =
        run(experiment(row), true, new Speaker(ContenderKind.POLYGIL, () -> "-1"));
    Environment environment =
        new Environment(
            "cpu",
            2,
            "os",
            "jdk",
            "1",
            "3",
            PythonEngine.Execution.JIT,
            1,
            "0-1",
            "2000 MHz",
            5,
            List.of(),
            List.of("NumPy: not installed"));
    ExperimentResult experiment =
        new ExperimentResult(
            "000-x", "000", "claim", new Finding(true, "Figures").verdict(), results);
    String text =
        JsonReport.of(
            new ComparisonResult(
                Instant.EPOCH, Effort.QUICK, environment, List.of(experiment), List.of()));
    JsonNode root = JsonMapper.builder().build().readTree(text);
    assertThat(root.get("environment").get("absent").get(0).asString()).startsWith("NumPy");
    JsonNode json = root.get("experiments").get(0).get("cases").get(0);
    assertThat(json.get("answer").asString()).isEqualTo("-1");
    assertThat(json.get("verified").asBoolean()).isTrue();
    assertThat(json.get("raw_ns").size()).isEqualTo(3);
    assertThat(json.get("cold_ns").asLong()).isEqualTo(5);
    assertThat(json.get("cold_process_ns").asLong()).isEqualTo(7);
    assertThat(json.get("peak_memory").asLong()).isEqualTo(9);
    assertThat(json.get("documented").asString()).isEqualTo("3 ms");
  }

  @Test
  void idsAreSelectedByTheirBeginnings() {
    assertThat(Experiments.select(Effort.QUICK, Set.of("003")))
        .extracting(Experiment::id)
        .containsExactly("003-fibonacci", "003-recurse-unlock");
    assertThatThrownBy(() -> Experiments.select(Effort.QUICK, Set.of("004")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no experiment \"004\"; there are 000-word-count");
  }

  @Test
  void fastDoublingKnowsThe93rd() {
    assertThat(Long.toUnsignedString(KnownAnswers.fibonacci(93))).isEqualTo("12200160415121876738");
    assertThat(KnownAnswers.fibonacci(0)).isZero();
    assertThat(KnownAnswers.sum(9_999_999)).isEqualTo(49_999_995_000_000L);
    assertThat(KnownAnswers.sum(4)).isEqualTo(10);
  }
}
