package io.polygil.compare;

import static io.polygil.compare.ContenderKind.CPYTHON;
import static io.polygil.compare.ContenderKind.NUMPY;
import static io.polygil.compare.ContenderKind.POLYGIL;
import static io.polygil.compare.ContenderKind.PYO3;

import io.polygil.PythonLease;
import io.polygil.measure.TimeFormat;
import io.polygil.measure.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/** Document 001: a host with two threads, and the answer's ways out. */
final class HostExperiments {
  private static final long LOOP_ANSWER = KnownAnswers.sum(9_999_999);
  private static final String ONCE = "once";
  private static final String SEQUENCE = "twice in sequence";
  private static final String ONE_CONTEXT = "two host threads, one context";
  private static final String TWO_CONTEXTS = "two host threads, two contexts";
  private static final String IN_EXECUTOR = "two tasks in an executor";
  private static final String SMALL = "1,000 small tasks, one after the other";

  private HostExperiments() {}

  static List<Experiment> all(Effort effort) {
    return List.of(
        hostThreads(effort).onTwoCores(),
        inputAndOutput(effort),
        releasingLibrary(effort).onTwoCores(),
        processes(effort).onTwoCores(),
        hotSpot(effort),
        sharedData(effort).onTwoCores());
  }

  private static Experiment hostThreads(Effort effort) {
    Function<Stage, Workload<Answer>> first = stage -> loop(stage, stage.first());
    Function<Stage, Workload<Answer>> second = stage -> loop(stage, stage.second());
    return new Experiment(
        "001-two-host-threads",
        "two host threads in one interpreter take as long as two runs in sequence",
        Experiments.usual(effort),
        List.of(
            Row.of(ONCE, List.of(LOOP_ANSWER))
                .on(hosted(List.of(first), false), POLYGIL)
                .on(Work.call("host_rows:once"), CPYTHON)
                .withCold(),
            Row.of(SEQUENCE, List.of(LOOP_ANSWER, LOOP_ANSWER))
                .on(hosted(List.of(first, first), false), POLYGIL)
                .on(Work.call("host_rows:twice_in_sequence"), CPYTHON),
            Row.of(ONE_CONTEXT, List.of(LOOP_ANSWER, LOOP_ANSWER))
                .on(hosted(List.of(first, first), true), POLYGIL)
                .on(Work.call("host_rows:two_threads"), CPYTHON),
            Row.of(TWO_CONTEXTS, List.of(LOOP_ANSWER, LOOP_ANSWER))
                .on(hosted(List.of(first, second), true), POLYGIL)
                .on(Work.call("host_rows:two_interpreters"), CPYTHON),
            Row.of("two processes", List.of(LOOP_ANSWER, LOOP_ANSWER))
                .on(Work.call("host_rows:two_processes"), CPYTHON)),
        TableKind.THREADS,
        figures -> {
          double sequence = figures.ratio(ONE_CONTEXT, SEQUENCE);
          // Serial is 1 times the sequence, parallel a half: three quarters decides.
          return new Finding(
              sequence > 0.75,
              String.format(
                  Locale.ROOT,
                  "Two host threads in one context took %.2f times the sequence, in two contexts"
                      + " %.2f times one run",
                  sequence,
                  figures.ratio(TWO_CONTEXTS, ONCE)));
        });
  }

  private static Workload<Answer> loop(Stage stage, PythonLease lease) {
    String text = stage.program("loop");
    return () -> {
      long sum = Objects.requireNonNull(lease.exec(text, "j", Long.class));
      return Answer.of(Long.toString(sum));
    };
  }

  private static Work hosted(List<Function<Stage, Workload<Answer>>> works, boolean together) {
    return new Work.Hosted(stage -> {
      ThreadTimes threads = new ThreadTimes();
      List<Workload<Answer>> ready = works.stream().map(each -> each.apply(stage)).toList();
      return new Contender.Prepared(
          together ? threads.together(ready) : threads.inSequence(ready), threads);
    });
  }

  private static Experiment inputAndOutput(Effort effort) {
    int clients = 2;
    int questions = effort == Effort.QUICK ? 5 : 20;
    long received = (long) questions * LoopbackServer.REPLY_BYTES;
    List<Long> read = java.util.Collections.nCopies(SampleFiles.COUNT, (long) SampleFiles.BYTES);
    Function<Stage, List<Object>> server =
        stage -> List.of(stage.server().port(), clients, questions);
    Function<Stage, List<Object>> files = stage -> List.of(stage.files().paths());
    return new Experiment(
        "001-io",
        "threads that read files or the network overlap, as waiting for them releases the GIL",
        Experiments.heavy(effort),
        List.of(
            Row.of("sockets in sequence", List.of(received, received))
                .on(new Work.Call("overlapping_io:ask_in_sequence", server), POLYGIL, CPYTHON),
            Row.of("sockets on two threads", List.of(received, received))
                .on(new Work.Call("overlapping_io:ask_on_threads", server), POLYGIL, CPYTHON),
            Row.of("files in sequence", read)
                .on(new Work.Call("overlapping_io:read_in_sequence", files), POLYGIL, CPYTHON),
            Row.of("files on two threads", read)
                .on(new Work.Call("overlapping_io:read_on_threads", files), POLYGIL, CPYTHON)),
        TableKind.PLAIN,
        figures -> {
          double sockets = figures.ratio("sockets on two threads", "sockets in sequence");
          return new Finding(
              sockets < 0.75,
              String.format(
                  Locale.ROOT,
                  "Two clients of a server that takes %d ms to answer took %.2f times their"
                      + " sequence; two files that are in the system's cache, where there is"
                      + " nothing to wait for, %.2f times",
                  LoopbackServer.LATENCY.toMillis(),
                  sockets,
                  figures.ratio("files on two threads", "files in sequence")));
        });
  }

  private static Experiment releasingLibrary(Effort effort) {
    long n = effort == Effort.QUICK ? 20_000_000L : 100_000_000L;
    long sum = KnownAnswers.sum(n);
    return new Experiment(
        "001-releasing-library",
        "a library that releases the GIL while it works lets two Python threads use two cores",
        Experiments.usual(effort),
        List.of(
            Row.of("once, held", List.of(sum))
                .on(Work.call("releasing_library:once", "calculate_sum", n), POLYGIL, PYO3),
            Row.of("two threads, held", List.of(sum, sum))
                .on(
                    Work.call("releasing_library:on_two_threads", "calculate_sum", n),
                    POLYGIL,
                    PYO3),
            Row.of("once, released", List.of(sum))
                .on(
                    Work.call("releasing_library:once", "calculate_sum_detached", n),
                    POLYGIL,
                    PYO3),
            Row.of("two threads, released", List.of(sum, sum))
                .on(
                    Work.call("releasing_library:on_two_threads", "calculate_sum_detached", n),
                    POLYGIL,
                    PYO3),
            Row.of("sort once", "[[0.0, 1.0]]").on(Work.call("releasing_numpy_rows:once"), NUMPY),
            Row.of("sort on two threads", "[[0.0, 1.0], [0.0, 1.0]]")
                .on(Work.call("releasing_numpy_rows:on_two_threads"), NUMPY)),
        TableKind.PLAIN,
        figures -> {
          double released = figures.ratio("two threads, released", "once, released");
          return new Finding(
              Figures.parallel(released),
              String.format(
                  Locale.ROOT,
                  "Two threads took %.2f times one where the kernel releases, %.2f where it holds",
                  released,
                  figures.ratio("two threads, held", "once, held")));
        });
  }

  private static Experiment processes(Effort effort) {
    long n = 10_000_000;
    long sum = KnownAnswers.sum(n);
    int small = 1_000;
    return new Experiment(
        "001-processes",
        "Python that keeps a core busy runs in parallel in several processes",
        Experiments.usual(effort),
        List.of(
            Row.of("two tasks in sequence", List.of(sum, sum))
                .on(Work.call("process_rows:sums_in_sequence", n), POLYGIL, CPYTHON),
            Row.of(IN_EXECUTOR, List.of(sum, sum))
                .on(Work.call("process_rows:sums_in_executor", n), POLYGIL, CPYTHON)
                .withCold(),
            Row.of("two tasks in interpreters", List.of(sum, sum))
                .on(Work.call("process_rows:sums_in_interpreters", n), CPYTHON),
            Row.of(SMALL, small).on(Work.call("process_rows:small_tasks", small), POLYGIL, CPYTHON),
            Row.of(SMALL + ", in interpreters", small)
                .on(Work.call("process_rows:small_tasks_in_interpreters", small), CPYTHON)),
        TableKind.PLAIN,
        figures -> {
          double ratio = figures.ratio(IN_EXECUTOR, "two tasks in sequence");
          return new Finding(
              ratio < 0.75,
              String.format(
                  Locale.ROOT,
                  "Two tasks in other contexts took %.2f times their sequence; a small task and"
                      + " its way back took %s",
                  ratio,
                  TimeFormat.ofNanos(figures.median(SMALL) / small)));
        });
  }

  private static Experiment hotSpot(Effort effort) {
    String report = "[is: 10000, better: 8000, than: 8000, never: 2000, the: 5000]";
    return new Experiment(
        "001-hotspot",
        "a profile finds the hot spot, and that part as a native function makes the program fast",
        Experiments.usual(effort),
        List.of(
            Row.of("profiled: the hottest function", "search_py")
                .on(new Work.Alone(Work.call("hotspot:hottest")), POLYGIL, CPYTHON),
            Row.of("before", report).on(Work.call("hotspot:before"), POLYGIL, CPYTHON).withCold(),
            Row.of("after", report).on(Work.call("hotspot:after"), POLYGIL, PYO3).withCold()),
        TableKind.PLAIN,
        figures -> {
          double ratio = figures.ratio("before", "after");
          return new Finding(
              ratio > 1,
              String.format(
                  Locale.ROOT,
                  "The profile named %s; as a kernel it made the program %.1f times as fast",
                  figures.answer("profiled: the hottest function"),
                  ratio));
        });
  }

  private static Experiment sharedData(Effort effort) {
    // Long enough for two threads to meet, whenever the second one starts.
    int factor = 10;
    long locked = effort == Effort.QUICK ? 1_000_000L : 5_000_000L;
    long unlocked = factor * locked;
    String oneUnlocked = "one thread, no lock, %,d times".formatted(unlocked);
    String twoUnlocked = "two threads, no lock, %,d times each".formatted(unlocked);
    String oneLocked = "one thread, locked, %,d times".formatted(locked);
    String twoLocked = "two threads, locked, %,d times each".formatted(locked);
    return new Experiment(
        "001-shared-data",
        "without a GIL, threads that change the same data need a lock",
        Experiments.usual(effort),
        List.of(
            Row.of(oneUnlocked, "all counted")
                .on(Work.call("counter_rows:counted", "increment", unlocked, 1), POLYGIL, PYO3),
            Row.of(twoUnlocked, "some lost")
                .on(Work.call("counter_rows:raced", "increment", unlocked, 2), POLYGIL, PYO3),
            Row.of(oneLocked, "all counted")
                .on(
                    Work.call("counter_rows:counted", "increment_locked", locked, 1),
                    POLYGIL,
                    PYO3),
            Row.of(twoLocked, "all counted")
                .on(
                    Work.call("counter_rows:counted", "increment_locked", locked, 2),
                    POLYGIL,
                    PYO3)),
        TableKind.PLAIN,
        figures ->
            new Finding(
                figures.answer(twoUnlocked).equals("some lost"),
                String.format(
                    Locale.ROOT,
                    "Two released kernels without a lock lost counts; with a lock they lost none"
                        + " and took %.1f times one thread's time; a locked increment took %.1f"
                        + " times one without",
                    figures.ratio(twoLocked, oneLocked),
                    factor * figures.ratio(oneLocked, oneUnlocked))));
  }
}
