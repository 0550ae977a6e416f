package io.polygil.compare;

import io.polygil.PythonLease;
import io.polygil.measure.MeasurePlan;
import io.polygil.measure.WarmUpPlan;
import io.polygil.measure.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** All sweeps. */
final class Sweeps {
  static final String CONTEXTS = "pure Python, a context each";

  /** How often a text must fit: in Python, as a Java String, and what is made on the way. */
  private static final int COPIES_IN_MEMORY = 4;

  private static final int ZEN_LENGTH = 857;
  private static final int ZEN_ANSWER = 10;

  private Sweeps() {}

  static List<SweepPlan> all(Effort effort) {
    return List.of(threads(effort), textSize(effort), sum(effort), fibonacci(effort));
  }

  /**
   * Those whose ids these are, or begin with one of these.
   *
   * @throws IllegalArgumentException if one of them is the beginning of no id
   */
  static List<SweepPlan> select(Effort effort, Set<String> only) {
    return Selection.of(all(effort), SweepPlan::id, "sweep", only);
  }

  private static SweepPlan threads(Effort effort) {
    int cores = Runtime.getRuntime().availableProcessors();
    long n = effort == Effort.QUICK ? 10_000_000L : 100_000_000L;
    int copies = 1_000;
    LongFunction<Answer> sums = each(KnownAnswers.sum(n));
    LongFunction<Answer> words = each((long) copies * ZEN_ANSWER);
    Work.Call search = Work.call("sweep_rows:count", "search_py", copies);
    return new SweepPlan(
        "threads",
        "host threads that each do one piece of work at once",
        SweepAxis.THREADS,
        LongStream.rangeClosed(1, 2L * cores).boxed().toList(),
        _ -> "",
        Duration.ofDays(1),
        settling(effort),
        measure(effort),
        List.of(
            new SweepPlan.Line("pure Python, one context", shared(search), words),
            new SweepPlan.Line(CONTEXTS, apart(search), words),
            new SweepPlan.Line(
                "kernel that holds, one context", shared(Work.call("sum_rows:native", n)), sums),
            new SweepPlan.Line(
                "kernel that releases, one context",
                shared(Work.call("sum_rows:native_released", n)),
                sums)),
        SweepAdvice::poolSize);
  }

  private static LongFunction<Answer> each(long answer) {
    return threads ->
        Answer.of(Collections.nCopies((int) threads, Answer.of(Long.toString(answer))));
  }

  private static SweepPlan.Preparation shared(Work.Call call) {
    return (stage, threads) ->
        together(stage, Collections.nCopies((int) threads, stage.first()), call);
  }

  private static SweepPlan.Preparation apart(Work.Call call) {
    return (stage, threads) -> together(stage, stage.contexts((int) threads), call);
  }

  private static Workload<Answer> together(Stage stage, List<PythonLease> leases, Work.Call call) {
    return new ThreadTimes()
        .together(
            leases.stream().map(lease -> PolygilContender.called(stage, lease, call)).toList());
  }

  private static SweepPlan textSize(Effort effort) {
    long largest = effort == Effort.QUICK ? 10_000_000L : 1_000_000_000L;
    List<Long> sizes = new ArrayList<>();
    for (long size = 1_000; size <= largest; size *= 10) {
      sizes.add(Math.max(1, Math.round((double) size / ZEN_LENGTH)) * ZEN_LENGTH);
    }
    return new SweepPlan(
        "text-size",
        "counting the words of the Zen of Python, many times over",
        SweepAxis.BYTES,
        sizes,
        Sweeps::heapIsTooSmallFor,
        longest(effort),
        settling(effort),
        measure(effort),
        List.of(
            words("search_py"),
            words("search_sequential"),
            words("search_sequential_detached"),
            words("search")),
        lines -> SweepAdvice.largest(lines, SweepAxis.BYTES, "read", "bytes"));
  }

  private static SweepPlan.Line words(String function) {
    return new SweepPlan.Line(
        function,
        (stage, bytes) ->
            PolygilContender.called(
                stage, stage.alone(), Work.call("sweep_rows:count", function, bytes / ZEN_LENGTH)),
        bytes -> Answer.of(Long.toString(bytes / ZEN_LENGTH * ZEN_ANSWER)));
  }

  private static String heapIsTooSmallFor(long bytes) {
    long heap = Runtime.getRuntime().maxMemory();
    long needed = bytes * COPIES_IN_MEMORY;
    return needed <= heap
        ? ""
        : String.format(
            Locale.ROOT,
            "%s needs %s of heap, there are %s",
            SweepAxis.BYTES.text(bytes),
            SweepAxis.BYTES.text(needed),
            SweepAxis.BYTES.text(heap));
  }

  private static SweepPlan sum(Effort effort) {
    LongFunction<Answer> expected = n -> Answer.of(Long.toString(KnownAnswers.sum(n)));
    return steps(
        effort,
        "sum",
        "adding 1 to n",
        List.of(
            steps("pure Python", "sum_rows:python", expected),
            steps("calculate_sum, held", "sum_rows:native", expected),
            steps("calculate_sum, released", "sum_rows:native_released", expected),
            steps("parallel_calculate_sum, held", "sum_rows:native_parallel", expected),
            steps(
                "parallel_calculate_sum, released",
                "sum_rows:native_released_parallel",
                expected)));
  }

  private static SweepPlan fibonacci(Effort effort) {
    LongFunction<Answer> expected =
        n -> Answer.of(Long.toUnsignedString(KnownAnswers.fibonacci(n)));
    return steps(
        effort,
        "fibonacci",
        "Fibonacci numbers modulo 2^64, step by step",
        List.of(
            steps("fibonacci_gil", "fibonacci:fibonacci_gil", expected),
            steps("fibonacci_nogil", "fibonacci:fibonacci_nogil", expected)));
  }

  private static SweepPlan steps(
      Effort effort, String id, String title, List<SweepPlan.Line> lines) {
    long largest = effort == Effort.QUICK ? 10_000_000L : 1_000_000_000L;
    return new SweepPlan(
        id,
        title,
        SweepAxis.STEPS,
        LongStream.iterate(1_000, n -> n <= largest, n -> n * 10).boxed().toList(),
        _ -> "",
        longest(effort),
        settling(effort),
        measure(effort),
        lines,
        done -> SweepAdvice.largest(done, SweepAxis.STEPS, "made", "steps"));
  }

  private static SweepPlan.Line steps(String name, String function, LongFunction<Answer> expected) {
    return new SweepPlan.Line(
        name,
        (stage, n) -> PolygilContender.called(stage, stage.alone(), Work.call(function, n)),
        expected);
  }

  // Steady for seconds: on a busy machine it takes the compiler so long to hand back what is hot.
  private static WarmUpPlan settling(Effort effort) {
    return effort == Effort.QUICK
        ? WarmUpPlan.within(Duration.ofSeconds(3))
        : new WarmUpPlan(5, 100_000, 5, Duration.ofSeconds(3), 0.02, Duration.ofSeconds(15), 0);
  }

  private static Duration longest(Effort effort) {
    return Duration.ofSeconds(effort == Effort.QUICK ? 1 : 2);
  }

  private static MeasurePlan measure(Effort effort) {
    return effort == Effort.QUICK
        ? MeasurePlan.quick()
            .withWarmUp(WarmUpPlan.within(Duration.ofMillis(200)))
            .withMaxTime(Duration.ofMillis(50))
            .withRounds(3, 20)
        : MeasurePlan.quick()
            .withWarmUp(WarmUpPlan.within(Duration.ofSeconds(1)))
            .withMaxTime(Duration.ofMillis(400))
            .withRounds(5, 50);
  }
}
