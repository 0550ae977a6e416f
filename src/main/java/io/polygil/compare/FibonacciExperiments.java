package io.polygil.compare;

import static io.polygil.compare.ContenderKind.POLYGIL;
import static io.polygil.compare.ContenderKind.PYBIND11;
import static io.polygil.compare.ContenderKind.PYO3;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Document 003: Fibonacci alone and on two Python threads, and the GIL released twice over. */
final class FibonacciExperiments {
  private static final String GIL = "gil";
  private static final String NOGIL = "nogil";
  private static final String RECURSION = "recurse_unlock";

  /** A row, with the wall times in ms that the document has for pybind11 and PyO3. */
  private record Run(String name, List<String> kernels, String documented) {}

  private static final List<Run> RUNS =
      List.of(
          new Run(GIL, List.of(GIL), "355; 282 ms"),
          new Run(NOGIL, List.of(NOGIL), "384; 284 ms"),
          new Run("gil+gil", List.of(GIL, GIL), "705; 506 ms"),
          new Run("nogil+gil", List.of(NOGIL, GIL), "372; 252 ms"),
          new Run("gil+nogil", List.of(GIL, NOGIL), "734; 537 ms"),
          new Run("nogil+nogil", List.of(NOGIL, NOGIL), ""));

  private FibonacciExperiments() {}

  static List<Experiment> all(Effort effort) {
    return List.of(fibonacci(effort).onTwoCores(), recursion(effort));
  }

  private static Experiment fibonacci(Effort effort) {
    long n = effort == Effort.QUICK ? 200_000_000L : 1_000_000_000L;
    return new Experiment(
        "003-fibonacci",
        "two threads run in parallel if the first one releases the GIL, and one after the other"
            + " if it holds it",
        Experiments.heavy(effort),
        RUNS.stream().map(run -> row(run, n)).toList(),
        TableKind.CPU,
        FibonacciExperiments::finding);
  }

  private static Row row(Run run, long n) {
    List<String> kernels = run.kernels().stream().map(which -> "fibonacci_" + which).toList();
    String one = Long.toUnsignedString(KnownAnswers.fibonacci(n));
    if (kernels.size() == 1) {
      return Row.of(run.name(), List.of(one))
          .on(Work.call("fibonacci_threads:alone", kernels.getFirst(), n), POLYGIL, PYO3, PYBIND11)
          .documented(run.documented())
          .withCold();
    }
    List<Object> arguments = List.of(kernels.get(0), kernels.get(1), n);
    return Row.of(run.name(), List.of(one, one))
        .on(Work.call("fibonacci_threads:on_two_threads", arguments.toArray()), PYO3, PYBIND11)
        .on(new Work.Hosted(stage -> secondOnceFirstIsInside(stage, arguments)), POLYGIL)
        .documented(run.documented());
  }

  // Which thread comes first must be known, not left to the scheduler.
  private static Contender.Prepared secondOnceFirstIsInside(Stage stage, List<Object> arguments) {
    Callable<Boolean> firstIsInside =
        () -> {
          stage.entry().await();
          return true;
        };
    List<Object> all = new ArrayList<>(arguments);
    all.add(firstIsInside);
    var called =
        PolygilContender.called(
            stage, stage.alone(), Work.call("fibonacci_threads:on_two_threads", all.toArray()));
    return Contender.Prepared.of(() -> {
      stage.entry().reset();
      return called.run();
    });
  }

  private static Finding finding(Figures figures) {
    double holding = figures.ratio("gil+gil", GIL);
    double released = figures.ratio("nogil+gil", NOGIL);
    double held = figures.ratio("gil+nogil", GIL);
    return new Finding(
        !Figures.parallel(holding) && Figures.parallel(released) && !Figures.parallel(held),
        String.format(
            Locale.ROOT,
            "gil+gil took %.2f times one, nogil+gil %.2f, gil+nogil %.2f, nogil+nogil %.2f",
            holding,
            released,
            held,
            figures.ratio("nogil+nogil", NOGIL)));
  }

  private static Experiment recursion(Effort effort) {
    return new Experiment(
        "003-recurse-unlock",
        "a function that releases the GIL and calls itself while it is released aborts the process"
            + " with pybind11 and does not compile with PyO3",
        Experiments.heavy(effort),
        List.of(
            Row.of(RECURSION, "RecursionError")
                .on(Work.call("recurse_unlock_rows:caught"), POLYGIL)
                .on(new Work.Alone(Work.call("recurse_unlock_rows:caught")), PYBIND11)
                .on(
                    new Work.Impossible(
                        "does not compile: the closure that runs detached may not use the token"
                            + " that detaching needs"),
                    PYO3)),
        TableKind.PLAIN,
        figures ->
            new Finding(
                true,
                "Here a nested release is safe: at Python's recursion limit it raises "
                    + figures.answer(RECURSION)));
  }
}
