package io.polygil.compare.report;

import static io.polygil.compare.ContenderKind.CPYTHON;
import static io.polygil.compare.ContenderKind.POLYGIL;
import static io.polygil.compare.report.SampleResults.experiment;
import static io.polygil.compare.report.SampleResults.result;
import static io.polygil.compare.report.SampleResults.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.polygil.compare.CaseResult;
import io.polygil.compare.Colours;
import io.polygil.compare.ComparisonResult;
import io.polygil.compare.Effort;
import io.polygil.compare.Environment;
import io.polygil.context.PythonEngine;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static CaseResult polygil(String name, double... nanos) {
    return row(name, POLYGIL, "Polygil", nanos);
  }

  private static List<Change> changes(CaseResult[] old, CaseResult... now) {
    return Changes.between(result(experiment("000-x", old)), result(experiment("000-x", now)))
        .rows();
  }

  private static Change change(CaseResult old, CaseResult now) {
    List<Change> changes = changes(new CaseResult[] {old}, now);
    assertThat(changes).hasSize(1);
    return changes.getFirst();
  }

  /** With 5 rounds each, all of the one before all of the other, p is 2 of 252 orders. */
  @Test
  void aClearDifferenceIsAChange() {
    Change slower =
        change(polygil("a", 100, 101, 102, 103, 104), polygil("a", 200, 201, 202, 203, 204));
    assertThat(slower.outcome()).isEqualTo(Change.Outcome.SLOWER);
    assertThat(slower.pValue()).isEqualTo(2.0 / 252, within(1e-12));
    assertThat(slower.ratio()).isEqualTo(202.0 / 102);
    Change faster =
        change(polygil("a", 200, 201, 202, 203, 204), polygil("a", 100, 101, 102, 103, 104));
    assertThat(faster.outcome()).isEqualTo(Change.Outcome.FASTER);
    assertThat(faster.text()).isEqualTo("1.98 times as fast");
  }

  @Test
  void whatTheRanksDoNotTellApartIsNoChange() {
    Change change =
        change(polygil("a", 100, 110, 120, 130, 140), polygil("a", 105, 115, 90, 145, 150));
    assertThat(change.pValue()).isGreaterThan(0.05);
    assertThat(change.outcome()).isEqualTo(Change.Outcome.NO_CHANGE);
  }

  @Test
  void aSignificantDifferenceWithinTheSpreadIsNoChange() {
    double[] old = IntStream.range(0, 400).mapToDouble(i -> 1_000 + i % 100).toArray();
    double[] now = IntStream.range(0, 400).mapToDouble(i -> 1_020 + i % 100).toArray();
    Change change = change(polygil("a", old), polygil("a", now));
    assertThat(change.pValue()).isLessThan(0.001);
    assertThat(change.outcome()).isEqualTo(Change.Outcome.NO_CHANGE);
  }

  @Test
  void threeRoundsDecideNothing() {
    Change change = change(polygil("a", 1, 1, 1), polygil("a", 900, 900, 900));
    assertThat(change.outcome()).isEqualTo(Change.Outcome.UNDECIDED);
    assertThat(change.text()).isEqualTo("too few rounds: 3 and 3");
  }

  @Test
  void rowsAppearVanishFailAndAreOtherWork() {
    CaseResult failed =
        SampleResults.without("b", POLYGIL, "Polygil", CaseResult.Outcome.ERROR, "ValueError: no");
    CaseResult absent =
        SampleResults.without("e", CPYTHON, "CPython", CaseResult.Outcome.ABSENT, "none");
    List<Change> changes =
        changes(
            new CaseResult[] {polygil("gone", 1, 2), polygil("b", 1, 2), otherAnswer("d"), absent},
            polygil("new", 3, 4),
            failed,
            polygil("d", 1, 2),
            absent);
    assertThat(changes)
        .extracting(Change::row, Change::outcome, Change::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("new", Change.Outcome.APPEARED, "new row"),
            org.assertj.core.groups.Tuple.tuple(
                "b", Change.Outcome.UNDECIDED, "now error: ValueError: no"),
            org.assertj.core.groups.Tuple.tuple(
                "d", Change.Outcome.UNDECIDED, "other answers: not the same work"),
            org.assertj.core.groups.Tuple.tuple("gone", Change.Outcome.VANISHED, "row is gone"));
  }

  private static CaseResult otherAnswer(String name) {
    CaseResult row = polygil(name, 1, 2);
    return new CaseResult(
        row.name(),
        row.kind(),
        row.contender(),
        "",
        row.outcome(),
        null,
        true,
        "3",
        row.measured(),
        List.of(),
        null);
  }

  @Test
  void aContenderOfAnotherVersionIsTheSameUnlessThereAreTwo() {
    CaseResult old = row("a", CPYTHON, "CPython 3.13", 1, 2, 3, 4);
    CaseResult now = row("a", CPYTHON, "CPython 3.14", 1, 2, 3, 4);
    CaseResult third = row("a", CPYTHON, "CPython 3.15", 1, 2, 3, 4);
    assertThat(change(old, now).contender()).isEqualTo("CPython 3.14");
    assertThat(changes(new CaseResult[] {old, now}, third, now))
        .extracting(Change::contender, Change::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("CPython 3.15", Change.Outcome.APPEARED),
            org.assertj.core.groups.Tuple.tuple("CPython 3.14", Change.Outcome.NO_CHANGE),
            org.assertj.core.groups.Tuple.tuple("CPython 3.13", Change.Outcome.VANISHED));
  }

  @Test
  void otherEnvironmentsAndExperimentsAreWarnedOf() {
    Environment here = SampleResults.environment();
    Environment there =
        new Environment(
            "another cpu",
            4,
            here.os(),
            "Temurin 26",
            "25.1",
            "3.13",
            PythonEngine.Execution.INTERPRETER,
            9,
            here.affinity(),
            "3000 MHz",
            9,
            List.of(),
            List.of());
    ComparisonResult old = result(experiment("000-x", polygil("a", 1, 2)), experiment("001-y"));
    ComparisonResult now =
        new ComparisonResult(
            old.taken(),
            Effort.QUICK,
            there,
            List.of(experiment("000-x", polygil("a", 1, 2)), experiment("002-z")),
            List.of());
    assertThat(Changes.between(old, old).warnings()).isEmpty();
    String text = Changes.between(old, now).text(Colours.OFF);
    assertThat(text.lines().filter(line -> line.startsWith("warning: ")))
        .containsExactly(
            "warning: not the same processor: cpu earlier, another cpu now",
            "warning: not the same cores: 2 earlier, 4 now",
            "warning: not the same JDK: Temurin 25 earlier, Temurin 26 now",
            "warning: not the same GraalPy: 25.0.3 earlier, 25.1 now",
            "warning: not the same Python: 3.12.8 earlier, 3.13 now",
            "warning: not the same execution: jit earlier, interpreter now",
            "warning: not the same peers: CPython 3.14.0 earlier, none now",
            "warning: not the same effort: full earlier, quick now",
            "warning: Only the earlier one has 001-y",
            "warning: Only the later one has 002-z");
    assertThat(text).contains("Old", "New", "New/old", "too few rounds: 2 and 2");
  }

  @Test
  void theTableColoursChangesOnly() {
    Changes changes =
        Changes.between(
            result(experiment("000-x", polygil("a", 1, 2, 3, 4), polygil("b", 1, 2, 3, 4))),
            result(experiment("000-x", polygil("a", 91, 92, 93, 94), polygil("b", 1, 2, 3, 4))));
    assertThat(changes.text(Colours.ON).lines().filter(line -> line.contains("\u001b[")))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("\u001b[1;31m000-x       a")
        .contains("37.00  0.029  37.00 times as slow");
    assertThat(changes.text(Colours.OFF))
        .contains("0 faster, 1 slower, 1 without change, 0 undecided, 0 new, 0 gone")
        .doesNotContain("\u001b");
  }
}
