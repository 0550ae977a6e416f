package io.polygil.compare;

import static io.polygil.compare.ContenderKind.CPYTHON;
import static io.polygil.compare.ContenderKind.NUMPY;
import static io.polygil.compare.ContenderKind.POLYGIL;
import static io.polygil.compare.ContenderKind.PYO3;
import static java.util.Collections.nCopies;

import io.polygil.measure.TimeFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/** Document 002: sums, a greeting, a task that waits, arrays, images, errors, and its table. */
final class TutorialExperiments {
  private static final int THREADS = 4;
  private static final int GREETINGS = 1_000;
  private static final int ARRAY_LENGTH = 1_000_000;
  private static final int IMAGE_LENGTH = 512 * 512 * 3;
  private static final String PYTHON = "pure Python";

  private TutorialExperiments() {}

  static List<Experiment> all(Effort effort) {
    return List.of(
        sumThreads(effort),
        greet(effort),
        longRunningTask(effort),
        parallelSum(effort).onTwoCores(),
        array(effort),
        image(effort),
        errors(effort),
        CallExperiments.calls(effort),
        table(effort).onTwoCores());
  }

  private static Experiment sumThreads(Effort effort) {
    long n = effort == Effort.QUICK ? 4_000_000L : 100_000_000L;
    List<Long> sums = nCopies(THREADS, KnownAnswers.sum(n / THREADS));
    String sequence = "four parts in sequence";
    String threads = "four threads";
    return new Experiment(
        "002-sum-threads",
        "four threads that sum up in Python take turns, and are no faster than one",
        Experiments.heavy(effort),
        List.of(
            Row.of(sequence, sums)
                .on(Work.call("sum_threads:sequential", n, THREADS), POLYGIL, CPYTHON)
                .withCold(),
            Row.of(threads, sums)
                .on(Work.call("sum_threads:threaded", n, THREADS), POLYGIL, CPYTHON)),
        TableKind.CPU,
        figures -> {
          double ratio = figures.ratio(threads, sequence);
          return new Finding(
              ratio > 0.75,
              String.format(Locale.ROOT, "Four threads took %.2f times the sequence", ratio));
        });
  }

  private static Experiment greet(Effort effort) {
    String native_ = "native, " + GREETINGS + " calls";
    return new Experiment(
        "002-greet",
        "a native function is called like any other of Python",
        Experiments.usual(effort),
        List.of(
            Row.of("Python, " + GREETINGS + " calls", "Hello, World!")
                .on(Work.call("greet_rows:python", GREETINGS), POLYGIL, CPYTHON),
            Row.of(native_, "Hello, World!")
                .on(Work.call("greet_rows:native", GREETINGS), POLYGIL, PYO3)),
        TableKind.PLAIN,
        figures ->
            new Finding(
                true,
                "greet(\"World\") gives "
                    + figures.answer(native_)
                    + " in "
                    + TimeFormat.ofNanos(figures.median(native_) / GREETINGS)));
  }

  private static Experiment longRunningTask(Effort effort) {
    int seconds = 1;
    int tasks = 2;
    String sequence = "two tasks in sequence";
    String threads = "two tasks on two threads";
    List<String> nothing = nCopies(tasks, "None");
    return new Experiment(
        "002-long-running-task",
        "a task that releases the GIL while it waits lets other threads run Python",
        Experiments.few(effort),
        List.of(
            Row.of(sequence, nothing)
                .on(Work.call("long_running_task:sequential", seconds, tasks), POLYGIL, PYO3),
            Row.of(threads, nothing)
                .on(Work.call("long_running_task:threaded", seconds, tasks), POLYGIL, PYO3),
            Row.of("Python meanwhile", KnownAnswers.sum(100_000))
                .on(
                    Work.call("long_running_task:python_meanwhile", seconds, 100_000),
                    POLYGIL,
                    PYO3)),
        TableKind.PLAIN,
        figures -> {
          double ratio = figures.ratio(threads, sequence);
          return new Finding(
              ratio < 0.75,
              String.format(
                  Locale.ROOT, "Two waiting tasks on threads took %.2f times both in turn", ratio));
        });
  }

  private static Experiment parallelSum(Effort effort) {
    long n = effort == Effort.QUICK ? 100_000_000L : 1_000_000_000L;
    long sum = KnownAnswers.sum(n);
    String sequential = "sequential, held";
    String held = "parallel, held";
    String released = "parallel, released";
    return new Experiment(
        "002-parallel-sum",
        "a library for parallel loops uses all cores, whether the GIL is held or released",
        Experiments.usual(effort),
        List.of(
            Row.of(sequential, sum).on(Work.call("sum_rows:native", n), POLYGIL, PYO3).withCold(),
            Row.of("sequential, released", sum)
                .on(Work.call("sum_rows:native_released", n), POLYGIL, PYO3),
            Row.of(held, sum).on(Work.call("sum_rows:native_parallel", n), POLYGIL, PYO3),
            Row.of(released, sum)
                .on(Work.call("sum_rows:native_released_parallel", n), POLYGIL, PYO3)),
        TableKind.CPU,
        figures -> {
          double heldRatio = figures.ratio(sequential, held);
          double releasedRatio = figures.ratio(sequential, released);
          return new Finding(
              heldRatio > 1 && releasedRatio > 1,
              String.format(
                  Locale.ROOT,
                  "In parallel the sum was %.2f times as fast held and %.2f times released",
                  heldRatio,
                  releasedRatio));
        });
  }

  private static Experiment array(Effort effort) {
    String answer = doubledArray();
    String kernel = "native, from its own buffer";
    return new Experiment(
        "002-array",
        "a native function doubles the elements of an array faster than Python",
        Experiments.usual(effort),
        List.of(
            Row.of(PYTHON, answer).on(Work.call("array_rows:python"), POLYGIL, CPYTHON),
            Row.of(kernel, answer)
                .on(Work.call("array_rows:native_from_buffer"), POLYGIL)
                .on(Work.call("array_rows:native_from_numpy"), PYO3)
                .withCold(),
            Row.of("native, into a result of before", answer)
                .on(Work.call("array_rows:native_into_buffer"), POLYGIL),
            Row.of("native, from array.array", answer)
                .on(Work.call("array_rows:native_from_array"), POLYGIL),
            Row.of("NumPy's own operation", answer)
                .on(Work.call("array_rows:numpy_times_two"), NUMPY)),
        TableKind.PLAIN,
        figures -> faster(figures, kernel, "A kernel doubled a million elements"));
  }

  private static Experiment image(Effort effort) {
    String answer = doubledImage();
    String kernel = "native, from its own buffer";
    return new Experiment(
        "002-image",
        "a native function doubles the bytes of an image far faster than Python",
        Experiments.usual(effort),
        List.of(
            Row.of(PYTHON, answer).on(Work.call("image_rows:python"), POLYGIL, CPYTHON).withCold(),
            Row.of("pure Python on a NumPy image", answer)
                .on(Work.call("image_rows:numpy_loops"), NUMPY),
            Row.of(kernel, answer)
                .on(Work.call("image_rows:native_from_buffer"), POLYGIL)
                .on(Work.call("image_rows:native_from_numpy"), PYO3)
                .withCold(),
            Row.of("native, into a result of before", answer)
                .on(Work.call("image_rows:native_into_buffer"), POLYGIL),
            Row.of("native, from bytearray", answer)
                .on(Work.call("image_rows:native_from_bytearray"), POLYGIL),
            Row.of("NumPy's own operation", answer)
                .on(Work.call("image_rows:numpy_times_two"), NUMPY)),
        TableKind.PLAIN,
        figures -> faster(figures, kernel, "A kernel doubled the image"));
  }

  private static Finding faster(Figures figures, String kernel, String what) {
    double ratio = figures.ratio(PYTHON, kernel);
    return new Finding(
        ratio > 1,
        String.format(Locale.ROOT, "%s %.1f times as fast as pure Python here", what, ratio));
  }

  private static Experiment errors(Effort effort) {
    return new Experiment(
        "002-errors",
        "what fails in a native function is caught in Python as Python's own exceptions",
        Experiments.usual(effort),
        List.of(
            Row.of(
                    "all kinds",
                    List.of(
                        "ValueError",
                        "IndexError",
                        "KeyError",
                        "ZeroDivisionError",
                        "OverflowError",
                        "NotImplementedError",
                        "OSError",
                        "TimeoutError",
                        "MemoryError",
                        "RuntimeError",
                        "DomainError"))
                .on(Work.call("error_rows:catch_all"), POLYGIL, PYO3),
            Row.of("ValueError, 1,000 times", 1_000)
                .on(Work.call("error_rows:catch_many", "value_error", 1_000), POLYGIL, PYO3)),
        TableKind.PLAIN,
        figures ->
            new Finding(
                true,
                "Python caught "
                    + figures.answer("all kinds")
                    + "; one failure, thrown and caught, took "
                    + TimeFormat.ofNanos(figures.median("ValueError, 1,000 times") / 1_000)));
  }

  private static Experiment table(Effort effort) {
    long n = effort == Effort.QUICK ? 1_000_000L : 10_000_000L;
    long sum = KnownAnswers.sum(n);
    String native_ = "native";
    String released = "native, released";
    String parallel = "native, released, parallel";
    return new Experiment(
        "002-table",
        "native code is 2 to 5 times as fast as Python, the same with the GIL released, and 10 to"
            + " 50 times in parallel",
        Experiments.usual(effort),
        List.of(
            Row.of(PYTHON, sum)
                .on(Work.call("sum_rows:python", n), POLYGIL)
                .on(Work.call("sum_py:calculate_sum", n), CPYTHON)
                .documented("1x")
                .withCold(),
            Row.of(native_, sum)
                .on(Work.call("sum_rows:native", n), POLYGIL, PYO3)
                .documented("2-5x"),
            Row.of(released, sum)
                .on(Work.call("sum_rows:native_released", n), POLYGIL, PYO3)
                .documented("2-5x"),
            Row.of(parallel, sum)
                .on(Work.call("sum_rows:native_released_parallel", n), POLYGIL, PYO3)
                .documented("10-50x")
                .withCold()),
        TableKind.PLAIN,
        figures -> {
          double plain = figures.ratio(PYTHON, native_);
          double fastest = figures.ratio(PYTHON, parallel);
          return new Finding(
              plain >= 2 && fastest >= 10,
              String.format(
                  Locale.ROOT,
                  "Against Python as GraalPy compiles it, the kernel was %.1f times as fast,"
                      + " released %.1f, released and parallel %.1f",
                  plain,
                  figures.ratio(PYTHON, released),
                  fastest));
        });
  }

  private static String doubledArray() {
    ByteBuffer doubled =
        ByteBuffer.allocate(ARRAY_LENGTH * Double.BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < ARRAY_LENGTH; i++) {
      doubled.putDouble((i * 0.5 - 1000) * 2);
    }
    return KnownAnswers.array("d", ARRAY_LENGTH, doubled.flip());
  }

  private static String doubledImage() {
    ByteBuffer doubled = ByteBuffer.allocate(IMAGE_LENGTH);
    for (int i = 0; i < IMAGE_LENGTH; i++) {
      doubled.put((byte) (2 * (i % 251 + i % 5)));
    }
    return KnownAnswers.array("B", IMAGE_LENGTH, doubled.flip());
  }
}
