package io.polygil.compare;

import static io.polygil.compare.ContenderKind.CPYTHON;
import static io.polygil.compare.ContenderKind.POLYGIL;
import static io.polygil.compare.ContenderKind.PYO3;

import io.polygil.measure.TimeFormat;
import java.util.List;
import java.util.Locale;

/**
 * Document 000: the words of the Zen of Python, 1,000 times over, that equal {@code is}; and the
 * same text 50 times over, since the kernel counts the document's text in less time than it takes
 * to wake a thread.
 */
final class WordCountExperiments {
  // The document's own answer.
  private static final long ANSWER = 10_000;
  private static final int COPIES = 50;
  private static final String PYTHON = "python_sequential";
  private static final String PARALLEL = "native_parallel";
  private static final String SEQUENTIAL = "native_sequential";
  private static final String TWICE = "native_sequential_twice_with_threads";
  private static final String ONE = "one released call";
  private static final String TWO_RELEASED = "two threads, released";
  private static final String TWO_HELD = "two threads, held";
  private static final String LONG = ", text x " + COPIES;

  private WordCountExperiments() {}

  static List<Experiment> all(Effort effort) {
    return List.of(wordCount(effort).onTwoCores(), twoThreads(effort).onTwoCores());
  }

  private static Experiment wordCount(Effort effort) {
    return new Experiment(
        "000-word-count",
        "native code counts words faster than Python does, and in parallel faster still",
        Experiments.usual(effort),
        List.of(
            row(PARALLEL, ANSWER).on(call(PARALLEL), POLYGIL, PYO3).documented("1.81 ms"),
            row(SEQUENTIAL, ANSWER).on(call(SEQUENTIAL), POLYGIL, PYO3).documented("7.56 ms"),
            row(TWICE, 2 * ANSWER).on(call(TWICE), POLYGIL, PYO3).documented("8.25 ms"),
            row(PYTHON, ANSWER).on(call(PYTHON), POLYGIL, CPYTHON).documented("27.58 ms")),
        TableKind.BENCHMARK,
        figures -> {
          double sequential = figures.ratio(PYTHON, SEQUENTIAL);
          double parallel = figures.ratio(SEQUENTIAL, PARALLEL);
          return new Finding(
              sequential > 1 && parallel > 1,
              String.format(
                  Locale.ROOT,
                  "The sequential kernel was %.1f times as fast as search_py (the document: 3.6),"
                      + " the parallel one %.2f times as fast as the sequential one (4.2): it"
                      + " counts texts of less than two million characters on one core, as it is"
                      + " done by when another one is awake",
                  sequential,
                  parallel));
        });
  }

  private static Experiment twoThreads(Effort effort) {
    return new Experiment(
        "000-two-threads",
        "two calls that release the GIL, on two Python threads, take about as long as one",
        Experiments.usual(effort),
        List.of(
            row(ONE, ANSWER).on(released("released_once", 1), POLYGIL, PYO3),
            row(TWO_RELEASED, 2 * ANSWER).on(released("released_twice", 1), POLYGIL, PYO3),
            row(TWO_HELD, 2 * ANSWER).on(released("held_twice", 1), POLYGIL, PYO3),
            row(ONE + LONG, COPIES * ANSWER)
                .on(released("released_once", COPIES), POLYGIL, PYO3)
                .documented("7.56 ms"),
            row(TWO_RELEASED + LONG, 2 * COPIES * ANSWER)
                .on(released("released_twice", COPIES), POLYGIL, PYO3)
                .documented("8.25 ms"),
            row(TWO_HELD + LONG, 2 * COPIES * ANSWER)
                .on(released("held_twice", COPIES), POLYGIL, PYO3)),
        TableKind.PLAIN,
        figures -> {
          double ratio = figures.ratio(TWO_RELEASED + LONG, ONE + LONG);
          return new Finding(
              Figures.parallel(ratio),
              String.format(
                  Locale.ROOT,
                  "Two released calls on two threads took %.2f times one (the document: 1.09), two"
                      + " that hold %.2f times; on the document's own text, which the kernel counts"
                      + " in %s, handing the calls to threads costs more than they do: %.1f times",
                  ratio,
                  figures.ratio(TWO_HELD + LONG, ONE + LONG),
                  TimeFormat.ofNanos(figures.median(ONE)),
                  figures.ratio(TWO_RELEASED, ONE)));
        });
  }

  private static Row row(String name, long answer) {
    return Row.of(name, answer).withCold();
  }

  private static Work.Call call(String function) {
    return Work.call("word_count_rows:" + function);
  }

  private static Work.Call released(String function, int copies) {
    return Work.call("word_count_rows:" + function, copies);
  }
}
