package io.polygil.lab;

import io.polygil.PythonLease;
import io.polygil.compare.Answer;
import io.polygil.compare.Comparison;
import io.polygil.compare.KnownAnswers;
import io.polygil.compare.LoopbackServer;
import io.polygil.lab.Lesson.Extra;
import io.polygil.measure.MeasurePlan;
import io.polygil.measure.WarmUpPlan;
import io.polygil.measure.Workload;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The ten lessons. Their work is the documents', smaller where a class would wait too long. */
final class Lessons {
  private static final String FIRST_DOCUMENT = "000";
  private static final String HOST = "001";
  private static final String TUTORIAL = "002";
  private static final String RELEASE = "003";

  private static final String ONCE = "once";
  private static final String SEQUENCE = "sequence";
  private static final String ONE_CONTEXT = "one_context";
  private static final String TWO_CONTEXTS = "two_contexts";
  private static final String GIL = "gil";
  private static final String NOGIL = "nogil";

  /** Document 001 has ten million; as module-level text that takes seconds while it is cold. */
  private static final long LOOP_TURNS = 2_000_000;

  private static final long STEPS = 400_000_000;
  private static final long TERMS = 10_000_000;
  private static final int COPIES = 3;
  private static final int IMAGE_BYTES = 512 * 512 * 3;

  private Lessons() {}

  static List<Lesson> all() {
    return List.of(
        oneGil(),
        twoContexts(),
        holds(),
        releases(),
        order(),
        wordCount(),
        sums(),
        overlapping(),
        sides(),
        contexts());
  }

  /**
   * Rows of tens of milliseconds and more: few rounds of one run each, so that a class can watch.
   */
  private static MeasurePlan heavy() {
    return MeasurePlan.quick()
        .withWarmUp(WarmUpPlan.within(Duration.ofMillis(400)))
        .withMaxTime(Duration.ofMillis(1_200))
        .withRounds(7, 12)
        .withMaxIterations(1);
  }

  /** Rows of a millisecond or less. */
  private static MeasurePlan light() {
    return MeasurePlan.quick()
        .withWarmUp(WarmUpPlan.within(Duration.ofMillis(500)))
        .withMaxTime(Duration.ofMillis(400))
        .withRounds(5, 40);
  }

  private static Lesson oneGil() {
    return new Lesson(
        1,
        HOST,
        List.of("loop"),
        List.of(
            loops(ONCE, List.of(0), false),
            loops(SEQUENCE, List.of(0, 0), false),
            loops(ONE_CONTEXT, List.of(0, 0), true)),
        List.of(new Claim(ONE_CONTEXT, SEQUENCE, Claim.Relation.ABOVE, 0.75)),
        heavy(),
        true,
        Extra.NONE);
  }

  private static Lesson twoContexts() {
    return new Lesson(
        2,
        HOST,
        List.of("loop"),
        List.of(
            loops(ONCE, List.of(0), false),
            loops(ONE_CONTEXT, List.of(0, 0), true),
            loops(TWO_CONTEXTS, List.of(0, 1), true)),
        List.of(Claim.serial(ONE_CONTEXT, ONCE), Claim.parallel(TWO_CONTEXTS, ONCE)),
        heavy(),
        true,
        Extra.NONE);
  }

  private static LessonRow loops(String id, List<Integer> contexts, boolean together) {
    long answer = KnownAnswers.sum(LOOP_TURNS - 1);
    return LessonRow.of(
        id,
        Collections.nCopies(contexts.size(), answer),
        stage -> {
          List<Workload<Answer>> works =
              contexts.stream().map(context -> loop(stage.context(context))).toList();
          return together ? LessonStage.together(works) : LessonStage.inSequence(works);
        });
  }

  /** Document 001's program, with fewer turns. */
  static String loopText() {
    return Comparison.programs()
        .find("loop")
        .orElseThrow()
        .text()
        .replace("10000000", Long.toString(LOOP_TURNS));
  }

  private static Workload<Answer> loop(PythonLease lease) {
    String text = loopText();
    return () -> {
      long sum = Objects.requireNonNull(lease.exec(text, "j", Long.class));
      return Answer.of(Long.toString(sum));
    };
  }

  private static Lesson holds() {
    return fibonacci(
        3,
        List.of(
            one(GIL).documented("355 ms (pybind11), 282 ms (PyO3)"),
            two(GIL, GIL).documented("705 ms (pybind11), 506 ms (PyO3)")),
        List.of(Claim.serial("gil+gil", GIL)));
  }

  private static Lesson releases() {
    return fibonacci(
        4,
        List.of(one(NOGIL).documented("384 ms (pybind11), 284 ms (PyO3)"), two(NOGIL, NOGIL)),
        List.of(Claim.parallel("nogil+nogil", NOGIL)));
  }

  private static Lesson order() {
    return fibonacci(
        5,
        List.of(
            one(GIL).documented("355 ms (pybind11), 282 ms (PyO3)"),
            two(NOGIL, GIL).documented("372 ms (pybind11), 252 ms (PyO3)"),
            two(GIL, NOGIL).documented("734 ms (pybind11), 537 ms (PyO3)")),
        List.of(Claim.parallel("nogil+gil", GIL), Claim.serial("gil+nogil", GIL)));
  }

  private static Lesson fibonacci(int number, List<LessonRow> rows, List<Claim> claims) {
    return new Lesson(
        number, RELEASE, List.of("fibonacci_threads"), rows, claims, heavy(), true, Extra.NONE);
  }

  private static LessonRow one(String kernel) {
    return LessonRow.of(
        kernel,
        List.of(fibonacci()),
        stage -> stage.call(0, "fibonacci_threads:alone", "fibonacci_" + kernel, STEPS));
  }

  private static LessonRow two(String first, String second) {
    return LessonRow.of(
        first + "+" + second,
        List.of(fibonacci(), fibonacci()),
        stage -> {
          // Which thread comes first must be known, not left to the scheduler.
          java.util.concurrent.Callable<Boolean> firstIsInside =
              () -> {
                stage.entry().await();
                return true;
              };
          Workload<Answer> called =
              stage.call(
                  0,
                  "fibonacci_threads:on_two_threads",
                  "fibonacci_" + first,
                  "fibonacci_" + second,
                  STEPS,
                  firstIsInside);
          return () -> {
            stage.entry().reset();
            return called.run();
          };
        });
  }

  private static String fibonacci() {
    return Long.toUnsignedString(KnownAnswers.fibonacci(STEPS));
  }

  private static Lesson wordCount() {
    long answer = 10_000L * COPIES;
    return new Lesson(
        6,
        FIRST_DOCUMENT,
        List.of("word_count_py", "sweep_rows"),
        List.of(
            words("search_py", answer).documented("27.58 ms"),
            words("search_sequential", answer).documented("7.56 ms"),
            words("search", answer).documented("1.81 ms"),
            LessonRow.of(
                    "twice",
                    2 * answer,
                    stage -> stage.call(0, "word_count_rows:released_twice", COPIES))
                .documented("8.25 ms")),
        List.of(
            Claim.faster("search_sequential", "search_py"),
            Claim.faster("search", "search_sequential"),
            Claim.parallel("twice", "search_sequential")),
        light(),
        true,
        Extra.NONE);
  }

  private static LessonRow words(String function, long answer) {
    return LessonRow.of(
        function, answer, stage -> stage.call(0, "sweep_rows:count", function, 1_000 * COPIES));
  }

  private static Lesson sums() {
    String image = doubledImage();
    return new Lesson(
        7,
        TUTORIAL,
        List.of("sum_py", "array_py", "image_py"),
        List.of(
            sum("sum_python", "python").documented("1x"),
            sum("sum_native", "native").documented("2-5x"),
            sum("sum_released", "native_released").documented("2-5x"),
            sum("sum_parallel", "native_released_parallel").documented("10-50x"),
            LessonRow.of(
                "array_python", doubledArray(), stage -> stage.call(0, "array_rows:python")),
            LessonRow.of(
                "array_native",
                doubledArray(),
                stage -> stage.call(0, "array_rows:native_from_buffer")),
            LessonRow.of("image_python", image, stage -> stage.call(0, "image_rows:python")),
            LessonRow.of(
                "image_native", image, stage -> stage.call(0, "image_rows:native_from_buffer"))),
        List.of(
            Claim.faster("sum_native", "sum_python"),
            Claim.faster("sum_parallel", "sum_native"),
            Claim.faster("array_native", "array_python"),
            Claim.faster("image_native", "image_python")),
        light(),
        true,
        Extra.PICTURE);
  }

  private static LessonRow sum(String id, String function) {
    return LessonRow.of(
        id, KnownAnswers.sum(TERMS), stage -> stage.call(0, "sum_rows:" + function, TERMS));
  }

  private static String doubledArray() {
    int length = 1_000_000;
    ByteBuffer doubled =
        ByteBuffer.allocate(length * Double.BYTES).order(java.nio.ByteOrder.nativeOrder());
    for (int i = 0; i < length; i++) {
      doubled.putDouble((i * 0.5 - 1000) * 2);
    }
    return KnownAnswers.array("d", length, doubled.flip());
  }

  private static String doubledImage() {
    ByteBuffer doubled = ByteBuffer.allocate(IMAGE_BYTES);
    for (int i = 0; i < IMAGE_BYTES; i++) {
      doubled.put((byte) (2 * (i % 251 + i % 5)));
    }
    return KnownAnswers.array("B", IMAGE_BYTES, doubled.flip());
  }

  private static Lesson overlapping() {
    int clients = 4;
    int questions = 10;
    List<Long> received =
        Collections.nCopies(clients, (long) questions * LoopbackServer.REPLY_BYTES);
    return new Lesson(
        8,
        HOST,
        List.of("overlapping_io"),
        List.of(
            LessonRow.of(
                "io_sequence",
                received,
                stage ->
                    stage.call(
                        0,
                        "overlapping_io:ask_in_sequence",
                        stage.serverPort(),
                        clients,
                        questions)),
            LessonRow.of(
                "io_threads",
                received,
                stage ->
                    stage.call(
                        0,
                        "overlapping_io:ask_on_threads",
                        stage.serverPort(),
                        clients,
                        questions))),
        List.of(new Claim("io_threads", "io_sequence", Claim.Relation.BELOW, 0.75)),
        heavy(),
        false,
        Extra.NONE);
  }

  private static Lesson sides() {
    return new Lesson(
        9,
        RELEASE,
        List.of("recurse_unlock_rows"),
        List.of(
            LessonRow.of(
                "nested", "RecursionError", stage -> stage.call(0, "recurse_unlock_rows:caught")),
            LessonRow.of("wrong", "RuntimeError", stage -> stage.call(0, "wrong_side:run")),
            LessonRow.of("right", "42", stage -> stage.call(0, "right_side:run"))),
        List.of(),
        light().withMaxTime(Duration.ofMillis(300)),
        false,
        Extra.SIDES);
  }

  private static Lesson contexts() {
    int cores = Runtime.getRuntime().availableProcessors();
    List<LessonRow> rows = new ArrayList<>();
    for (int contexts = 1; contexts <= Math.min(8, 2 * cores); contexts++) {
      rows.add(inContexts(contexts));
    }
    String atCores = "contexts_" + Math.min(8, cores);
    List<Claim> claims = cores < 2 ? List.of() : List.of(Claim.parallel(atCores, "contexts_1"));
    return new Lesson(10, HOST, List.of("sum_py"), rows, claims, heavy(), true, Extra.CURVE);
  }

  private static LessonRow inContexts(int contexts) {
    long terms = 10 * TERMS;
    return LessonRow.of(
        "contexts_" + contexts,
        Collections.nCopies(contexts, KnownAnswers.sum(terms)),
        stage ->
            LessonStage.together(
                IntStream.range(0, contexts)
                    .mapToObj(context -> stage.call(context, "sum_py:calculate_sum", terms))
                    .toList()));
  }
}
