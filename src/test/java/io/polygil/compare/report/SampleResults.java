package io.polygil.compare.report;

import io.polygil.compare.Answer;
import io.polygil.compare.CaseResult;
import io.polygil.compare.ColdRun;
import io.polygil.compare.ComparisonResult;
import io.polygil.compare.ContenderKind;
import io.polygil.compare.Effort;
import io.polygil.compare.Environment;
import io.polygil.compare.ExperimentResult;
import io.polygil.compare.SweepAxis;
import io.polygil.compare.SweepLine;
import io.polygil.compare.SweepPoint;
import io.polygil.compare.SweepResult;
import io.polygil.compare.Verdict;
import io.polygil.context.PythonEngine;
import io.polygil.measure.Measured;
import io.polygil.measure.Round;
import io.polygil.measure.WarmUpCurve;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Results as a run would leave them, made up. */
final class SampleResults {
  /** Text that would break out of an element, an attribute, a script, a CSV cell or a table. */
  static final String HOSTILE =
      "</script><img src=x onerror=\"alert(1)\"> 'a', \"b\" | \\ & *c*\n<!--";

  private SampleResults() {}

  static Environment environment() {
    return new Environment(
        "cpu",
        2,
        "Linux 6",
        "Temurin 25",
        "25.0.3",
        "3.12.8",
        PythonEngine.Execution.JIT,
        1_500_000_000L,
        "0-1",
        "2000 MHz",
        5_000_000L,
        List.of("CPython 3.14.0"),
        List.of("NumPy: not installed"));
  }

  static CaseResult row(String name, ContenderKind kind, String contender, double... nanos) {
    List<Round> rounds =
        Arrays.stream(nanos)
            .mapToObj(each -> new Round(2, Math.round(2 * each), 180, 160))
            .toList();
    return new CaseResult(
        name,
        kind,
        contender,
        "8.25 ms",
        CaseResult.Outcome.OK,
        null,
        true,
        "[1, 2]",
        new Measured<>(
            name,
            Answer.of("[1, 2]"),
            700_000_000L,
            new WarmUpCurve(List.of(70_000_000L, 300L), WarmUpCurve.Ending.STEADY),
            2,
            rounds),
        List.of(new double[] {90, 91}, new double[] {95, 97}),
        new ColdRun(Answer.of("[1, 2]"), 750_000_000L, 2_000_000_000L, 300L << 20));
  }

  static CaseResult without(
      String name, ContenderKind kind, String contender, CaseResult.Outcome outcome, String error) {
    return new CaseResult(
        name, kind, contender, "", outcome, error, null, null, null, List.of(), null);
  }

  static ExperimentResult experiment(String id, CaseResult... rows) {
    return new ExperimentResult(
        id, "000", "a thing is fast", new Verdict(true, "It was"), List.of(rows));
  }

  static ComparisonResult result(ExperimentResult... experiments) {
    return new ComparisonResult(
        Instant.parse("2026-02-03T10:11:12Z"),
        Effort.FULL,
        environment(),
        List.of(experiments),
        List.of());
  }

  /** Two experiments, several contenders, each outcome but a wrong answer, and a sweep. */
  static ComparisonResult complete() {
    ExperimentResult first =
        experiment(
            "000-first",
            row("fast", ContenderKind.POLYGIL, "Polygil", 100.5, 101, 102, 103, 140),
            row("fast", ContenderKind.CPYTHON, "CPython 3.14.0", 1_000, 1_010, 1_020, 1_030),
            without(
                "fast", ContenderKind.NUMPY, "NumPy 2", CaseResult.Outcome.ABSENT, "not installed"),
            row("slow", ContenderKind.POLYGIL, "Polygil", 5_000_000));
    CaseResult alone =
        new CaseResult(
            HOSTILE,
            ContenderKind.POLYGIL,
            HOSTILE,
            HOSTILE,
            CaseResult.Outcome.OK,
            null,
            true,
            HOSTILE,
            null,
            List.of(),
            new ColdRun(Answer.of(HOSTILE), 5, 7, -1));
    ExperimentResult second =
        new ExperimentResult(
            "003-" + HOSTILE,
            "003",
            HOSTILE,
            new Verdict(null, HOSTILE),
            List.of(
                row(HOSTILE + " measured", ContenderKind.POLYGIL, HOSTILE, 10, 20, 40),
                alone,
                without(
                    HOSTILE,
                    ContenderKind.PYBIND11,
                    "pybind11",
                    CaseResult.Outcome.CRASHED,
                    "ended by SIGABRT " + HOSTILE)));
    ComparisonResult result = result(first, second);
    return new ComparisonResult(
        result.taken(), result.effort(), environment(), result.experiments(), List.of(sweep()));
  }

  static SweepResult sweep() {
    return new SweepResult(
        "text-size",
        "counting " + HOSTILE,
        SweepAxis.BYTES,
        List.of(
            new SweepLine(
                "search_py",
                List.of(
                    new SweepPoint(1_000, List.of(10.0, 11.0, 12.5), null),
                    new SweepPoint(10_000, List.of(100.0, 110.0, 120.0), null)),
                "100 KB would take about 2.00 s"),
            new SweepLine(
                HOSTILE, List.of(new SweepPoint(1_000, List.of(5.0, 5.0, 5.0), null)), "")),
        "It grows with " + HOSTILE);
  }
}
