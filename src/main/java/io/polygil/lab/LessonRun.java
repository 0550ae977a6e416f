package io.polygil.lab;

import io.polygil.PythonLease;
import io.polygil.PythonPoolBuilder;
import io.polygil.compare.Answer;
import io.polygil.measure.Clock;
import io.polygil.measure.Cores;
import io.polygil.measure.Measured;
import io.polygil.measure.Measurer;
import io.polygil.measure.NamedWorkload;
import io.polygil.measure.Progress;
import io.polygil.measure.Round;
import io.polygil.measure.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** Runs a lesson: its rows in turn, round by round, then the answers, then the verdict. */
final class LessonRun extends StagedWork {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** First runs and warm-ups take more of a lesson than its rounds. */
  private static final double WARM_SHARE = 0.6;

  private final Lesson lesson;
  private volatile double worthOfTwoCores;

  LessonRun(Lesson lesson, LaneSource.Factory lanes) {
    super(lanes);
    this.lesson = lesson;
  }

  @Override
  public Duration limit() {
    return LIMIT;
  }

  @Override
  PythonPoolBuilder configure(PythonPoolBuilder pool, RunSink sink) {
    // The program is the lab's own: it asks a server on this machine.
    return lesson.rows().stream().anyMatch(row -> row.id().startsWith("io_"))
        ? pool.allowNetwork()
        : pool;
  }

  @Override
  void execute(LessonStage stage, RunSink sink) throws Exception {
    List<NamedWorkload<Answer>> workloads = new ArrayList<>();
    for (LessonRow row : lesson.rows()) {
      workloads.add(
          new NamedWorkload<>(row.id(), shown(row, sink, row.preparation().prepare(stage))));
    }
    sink.phase("rounds");
    Clock clock = Clock.system();
    Measurer measurer =
        new Measurer(
            clock,
            lesson.plan(),
            progress(sink),
            () -> {
              worthOfTwoCores = lesson.parallel() ? Cores.worthOfTwo(clock) : 0;
              return true;
            });
    List<Measured<Answer>> measured = measurer.measureInterleaved(workloads);
    sink.result(result(stage, measured));
  }

  /** A row that tells the page when it begins. */
  private Workload<Answer> shown(LessonRow row, RunSink sink, Workload<Answer> work) {
    int index = lesson.rows().indexOf(row);
    double share = WARM_SHARE * index / lesson.rows().size();
    return new FirstRun(work, () -> sink.progress(row.id(), "cold", share), () -> {});
  }

  private Progress progress(RunSink sink) {
    int rows = lesson.rows().size();
    List<String> ids = lesson.rows().stream().map(LessonRow::id).toList();
    return (name, phase, done, expected) -> {
      double share =
          phase == Progress.Phase.WARM_UP
              ? WARM_SHARE * (ids.indexOf(name) + 0.5) / rows
              : WARM_SHARE + (1 - WARM_SHARE) * done / Math.max(1, expected);
      sink.progress(name, phase == Progress.Phase.WARM_UP ? "warm" : "measure", share);
    };
  }

  private ObjectNode result(LessonStage stage, List<Measured<Answer>> measured) {
    List<Boolean> right = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      right.add(measured.get(i).answer().text().equals(lesson.rows().get(i).expected()));
    }
    Verdict verdict =
        right.contains(false)
            ? Verdict.wrongAnswer()
            : Verdict.of(
                lesson.claims().stream().map(claim -> judge(claim, measured)).toList(),
                lesson.parallel(),
                worthOfTwoCores);
    ObjectNode result = new LessonResult(lesson, measured, verdict, worthOfTwoCores).json();
    extra(stage.context(0), result);
    return result;
  }

  private Claim.Judged judge(Claim claim, List<Measured<Answer>> measured) {
    return claim.judge(rounds(claim.row(), measured), rounds(claim.base(), measured));
  }

  private static double[] rounds(String row, List<Measured<Answer>> measured) {
    return measured.stream()
        .filter(each -> each.name().equals(row))
        .flatMap(each -> each.rounds().stream())
        .mapToDouble(Round::nanosPerIteration)
        .toArray();
  }

  private void extra(PythonLease lease, ObjectNode result) {
    switch (lesson.extra()) {
      case PICTURE -> {
        byte[] before = lease.exec("from image_rows import PIXELS as p", "p", byte[].class);
        byte[] after =
            lease.exec(
                "import image_rows; p = bytes(image_rows.native_from_bytearray())",
                "p",
                byte[].class);
        result.put("before", Png.dataAddress(512, 512, Objects.requireNonNull(before)));
        result.put("after", Png.dataAddress(512, 512, Objects.requireNonNull(after)));
      }
      case SIDES -> {
        result.put("wrong", lease.call("wrong_side:says", String.class));
        result.put("right", lease.call("right_side:says", String.class));
      }
      case CURVE, NONE -> {}
    }
  }
}
