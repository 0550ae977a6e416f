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
import io.polygil.measure.Clock;
import io.polygil.measure.Measured;
import io.polygil.measure.Round;
import io.polygil.measure.WarmUpCurve;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what {@link JsonReport} has written. The statistics are made anew from the rounds; CPU time
 * is known as a mean only, so each round gets its share.
 */
public final class JsonResults {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonResults() {}

  /**
   * Reads a file.
   *
   * @throws UnreadableResultsException if it is not there, may not be read, or is no such file
   */
  public static ComparisonResult read(Path file) throws UnreadableResultsException {
    try {
      return of(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new UnreadableResultsException("there is no file " + file);
    } catch (IOException e) {
      throw new UnreadableResultsException("cannot read " + file + ": " + reason(file, e));
    } catch (UnreadableResultsException e) {
      throw new UnreadableResultsException(
          file + " has no results of polygil compare --json: " + e.getMessage());
    }
  }

  private static String reason(Path file, IOException e) {
    if (Files.isDirectory(file)) {
      return "it is a folder";
    }
    return switch (e) {
      case CharacterCodingException _ -> "it is no UTF-8 text";
      case AccessDeniedException _ -> "it may not be read";
      default -> String.valueOf(e.getMessage());
    };
  }

  /**
   * Reads a text.
   *
   * @throws UnreadableResultsException if it is no such text; the message names the field
   */
  static ComparisonResult of(String text) throws UnreadableResultsException {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new UnreadableResultsException("it is no JSON: " + firstLine(e.getOriginalMessage()));
    }
    JsonFields root = new JsonFields(tree, "");
    Environment environment = environment(root.object("environment"));
    List<ExperimentResult> experiments = new ArrayList<>();
    for (JsonFields experiment : root.objects("experiments")) {
      experiments.add(experiment(experiment));
    }
    List<SweepResult> sweeps = new ArrayList<>();
    for (JsonFields sweep : root.objects("sweep")) {
      sweeps.add(sweep(sweep));
    }
    return new ComparisonResult(
        taken(root), root.constant("effort", Effort.class), environment, experiments, sweeps);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static Instant taken(JsonFields root) throws UnreadableResultsException {
    try {
      return Instant.parse(root.text("taken"));
    } catch (DateTimeParseException e) {
      throw root.wrong("taken", "a time such as 2026-01-31T12:00:00Z");
    }
  }

  private static Environment environment(JsonFields fields) throws UnreadableResultsException {
    return new Environment(
        fields.text("cpu"),
        Math.toIntExact(Math.min(fields.whole("cores"), Integer.MAX_VALUE)),
        fields.text("os"),
        fields.text("jdk"),
        fields.text("graalpy"),
        fields.text("python"),
        fields.constant("execution", PythonEngine.Execution.class),
        fields.whole("first_context_ns"),
        fields.text("affinity"),
        fields.text("frequency"),
        fields.whole("heap_per_context"),
        fields.texts("peers"),
        fields.texts("absent"));
  }

  private static ExperimentResult experiment(JsonFields fields) throws UnreadableResultsException {
    List<CaseResult> cases = new ArrayList<>();
    for (JsonFields row : fields.objects("cases")) {
      cases.add(row(row));
    }
    return new ExperimentResult(
        fields.text("id"),
        fields.text("document"),
        fields.text("claim"),
        new Verdict(fields.optionalTruth("holds"), fields.text("verdict")),
        cases);
  }

  private static CaseResult row(JsonFields fields) throws UnreadableResultsException {
    String name = fields.text("name");
    String answer = fields.optionalText("answer");
    List<double[]> threads = new ArrayList<>();
    Measured<Answer> measured = null;
    if (fields.has("raw_ns")) {
      measured = measured(name, Answer.of(fields.text("answer")), fields);
      for (List<Double> thread : fields.numberLists("threads_ns")) {
        threads.add(thread.stream().mapToDouble(Double::doubleValue).toArray());
      }
    }
    return new CaseResult(
        name,
        fields.constant("kind", ContenderKind.class),
        fields.text("contender"),
        fields.text("documented"),
        fields.constant("outcome", CaseResult.Outcome.class),
        fields.optionalText("error"),
        fields.optionalTruth("verified"),
        answer,
        measured,
        threads,
        cold(fields, answer));
  }

  private static Measured<Answer> measured(String name, Answer answer, JsonFields fields)
      throws UnreadableResultsException {
    long iterations = fields.whole("iterations");
    List<Double> raw = fields.numbers("raw_ns");
    if (iterations < 1 || iterations > Integer.MAX_VALUE || raw.isEmpty()) {
      throw fields.wrong(raw.isEmpty() ? "raw_ns" : "iterations", "of at least one");
    }
    double cpu = fields.optionalNumber("cpu_ns");
    double user = fields.optionalNumber("user_ns");
    List<Round> rounds =
        raw.stream()
            .map(nanos ->
                new Round(
                    (int) iterations,
                    Math.round(nanos * iterations),
                    cpu < 0 ? Clock.UNKNOWN : Math.round(cpu * iterations),
                    user < 0 ? Clock.UNKNOWN : Math.round(user * iterations)))
            .toList();
    WarmUpCurve.Ending ending =
        Boolean.TRUE.equals(fields.optionalTruth("steady"))
            ? WarmUpCurve.Ending.STEADY
            : WarmUpCurve.Ending.TIME_LIMIT;
    List<Long> curve = fields.numbers("warm_up_ns").stream().map(Math::round).toList();
    return new Measured<>(
        name,
        answer,
        fields.whole("first_run_ns"),
        new WarmUpCurve(curve, ending),
        (int) iterations,
        rounds);
  }

  private static @Nullable ColdRun cold(JsonFields fields, @Nullable String answer)
      throws UnreadableResultsException {
    return !fields.has("cold_ns") || answer == null
        ? null
        : new ColdRun(
            Answer.of(answer),
            fields.whole("cold_ns"),
            fields.optionalWhole("cold_process_ns"),
            fields.optionalWhole("peak_memory"));
  }

  private static SweepResult sweep(JsonFields fields) throws UnreadableResultsException {
    List<SweepLine> lines = new ArrayList<>();
    for (JsonFields line : fields.objects("lines")) {
      List<SweepPoint> points = new ArrayList<>();
      for (JsonFields point : line.objects("points")) {
        String error = point.optionalText("error");
        List<Double> raw = error == null ? point.numbers("raw_ns") : List.of();
        if (error == null && raw.isEmpty()) {
          throw point.wrong("raw_ns", "of at least one");
        }
        points.add(new SweepPoint(point.whole("at"), raw, error));
      }
      lines.add(new SweepLine(line.text("name"), points, line.text("ending")));
    }
    return new SweepResult(
        fields.text("id"),
        fields.text("title"),
        fields.constant("axis", SweepAxis.class),
        lines,
        fields.text("conclusion"));
  }
}
