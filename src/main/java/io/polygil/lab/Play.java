package io.polygil.lab;

import io.polygil.PythonLease;
import io.polygil.PythonPoolBuilder;
import io.polygil.compare.Answer;
import io.polygil.measure.Clock;
import io.polygil.measure.MeasurePlan;
import io.polygil.measure.Measured;
import io.polygil.measure.Measurer;
import io.polygil.measure.NamedWorkload;
import io.polygil.measure.WarmUpPlan;
import io.polygil.measure.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Free play: a visitor's program, alone and on so many threads in so many contexts. */
final class Play extends StagedWork {
  static final int MOST_CONTEXTS = 8;
  static final int MOST_THREADS = 16;
  static final int MOST_CHARACTERS = 64 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A visitor's program is not known to have an answer. */
  private static final String NO_ANSWER = "";

  /** What kernels do with the GIL that leave it to the policy. */
  enum Policy {
    DECLARED,
    HELD,
    RELEASED
  }

  /** What a visitor asks for. */
  record Request(String source, int contexts, int threads, Policy policy) {
    Request {
      if (source.isBlank() || source.length() > MOST_CHARACTERS) {
        throw new IllegalArgumentException(
            "a program has 1 to " + MOST_CHARACTERS + " characters, got " + source.length());
      }
      if (contexts < 1 || contexts > MOST_CONTEXTS) {
        throw new IllegalArgumentException(
            "contexts must be from 1 to " + MOST_CONTEXTS + ", got " + contexts);
      }
      if (threads < 1 || threads > MOST_THREADS) {
        throw new IllegalArgumentException(
            "threads must be from 1 to " + MOST_THREADS + ", got " + threads);
      }
    }
  }

  private final Request request;
  private volatile boolean shows = true;

  Play(Request request, LaneSource.Factory lanes) {
    super(lanes);
    this.request = request;
  }

  @Override
  public Duration limit() {
    return LIMIT;
  }

  @Override
  PythonPoolBuilder configure(PythonPoolBuilder pool, RunSink sink) {
    return pool.output(line -> {
      if (shows) {
        sink.output(line.stream().name().toLowerCase(Locale.ROOT), line.line());
      }
    });
  }

  @Override
  void execute(LessonStage stage, RunSink sink) throws Exception {
    Workload<Answer> alone = program(stage.context(0));
    List<Workload<Answer>> each =
        IntStream.range(0, request.threads())
            .mapToObj(thread -> program(stage.context(thread % request.contexts())))
            .toList();
    sink.phase("rounds");
    List<NamedWorkload<Answer>> workloads = new ArrayList<>();
    workloads.add(new NamedWorkload<>("play_alone", begun(sink, "play_alone", alone)));
    if (request.threads() > 1) {
      workloads.add(
          new NamedWorkload<>(
              "play_together", begun(sink, "play_together", all(LessonStage.together(each)))));
    }
    // One warm-up and two rounds: a program that takes long is not run ten times over.
    MeasurePlan plan =
        MeasurePlan.quick()
            .withWarmUp(WarmUpPlan.within(Duration.ofMillis(300)))
            .withMaxTime(Duration.ofSeconds(1))
            .withRounds(1, 5)
            .withMaxIterations(1);
    List<Measured<Answer>> measured =
        new Measurer(Clock.system(), plan, (name, _, _, _) -> sink.progress(name, "measure", 0.9))
            .measureInterleaved(workloads);
    sink.result(result(measured));
  }

  private Workload<Answer> begun(RunSink sink, String row, Workload<Answer> work) {
    Runnable first =
        () -> {
          shows = true;
          sink.progress(row, "cold", row.equals("play_alone") ? 0.1 : 0.5);
        };
    // What it writes is shown once.
    return new FirstRun(work, first, () -> shows = false);
  }

  private static Workload<Answer> all(Workload<Answer> together) {
    return () -> {
      Answer _ = together.run();
      return Answer.of(NO_ANSWER);
    };
  }

  private Workload<Answer> program(PythonLease lease) {
    String policy = request.policy().name().toLowerCase(Locale.ROOT);
    return () -> {
      String traceback = lease.call("free_play:run", String.class, request.source(), policy);
      if (traceback != null && !traceback.isEmpty()) {
        throw new ProgramFailedException(traceback);
      }
      return Answer.of(NO_ANSWER);
    };
  }

  private ObjectNode result(List<Measured<Answer>> measured) {
    ObjectNode json = RunSink.MAPPER.createObjectNode();
    json.put("lesson", 0).put("taken", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("contexts", request.contexts()).put("threads", request.threads());
    json.put("policy", request.policy().name().toLowerCase(Locale.ROOT));
    json.put("source", request.source());
    ArrayNode rows = json.putArray("rows");
    for (Measured<Answer> row : measured) {
      LessonResult.row(
          rows.addObject(), LessonRow.of(row.name(), NO_ANSWER, _ -> () -> Answer.of("")), row);
    }
    return json;
  }

  /** A visitor's program raised what it did not catch; the message is Python's traceback. */
  static final class ProgramFailedException extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1;

    ProgramFailedException(String traceback) {
      super(traceback);
    }
  }
}
