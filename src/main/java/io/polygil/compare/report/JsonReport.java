package io.polygil.compare.report;

import io.polygil.compare.Answer;
import io.polygil.compare.CaseResult;
import io.polygil.compare.ColdRun;
import io.polygil.compare.ComparisonResult;
import io.polygil.compare.Environment;
import io.polygil.compare.ExperimentResult;
import io.polygil.compare.SweepLine;
import io.polygil.compare.SweepPoint;
import io.polygil.compare.SweepResult;
import io.polygil.measure.Measured;
import io.polygil.measure.Round;
import io.polygil.measure.Statistics;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison as JSON, which {@link JsonResults} reads again. Times are nanoseconds of one
 * iteration; {@code raw_ns} has every round's. Figures of a row that did not run, and CPU times
 * that the machine does not tell, are null.
 */
public final class JsonReport {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private JsonReport() {}

  /** The text of the report, with a line break at its end. */
  public static String of(ComparisonResult result) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("taken", result.taken().toString())
        .put("effort", result.effort().name().toLowerCase(Locale.ROOT));
    root.set("environment", environment(result.environment()));
    ArrayNode experiments = root.putArray("experiments");
    result.experiments().forEach(experiment -> experiments.add(experiment(experiment)));
    ArrayNode sweeps = root.putArray("sweep");
    result.sweeps().forEach(sweep -> sweeps.add(sweep(sweep)));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static ObjectNode environment(Environment environment) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("cpu", environment.cpu())
            .put("cores", environment.cores())
            .put("os", environment.os())
            .put("jdk", environment.jdk())
            .put("graalpy", environment.graalPy())
            .put("python", environment.python())
            .put("execution", environment.execution().name().toLowerCase(Locale.ROOT))
            .put("first_context_ns", environment.firstContextNanos())
            .put("affinity", environment.affinity())
            .put("frequency", environment.frequency())
            .put("heap_per_context", environment.heapPerContextBytes());
    environment.peers().forEach(node.putArray("peers")::add);
    environment.absent().forEach(node.putArray("absent")::add);
    return node;
  }

  private static ObjectNode experiment(ExperimentResult experiment) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("id", experiment.id())
            .put("document", experiment.document())
            .put("claim", experiment.claim())
            .put("holds", experiment.verdict().holds())
            .put("verdict", experiment.verdict().sentence());
    ArrayNode cases = node.putArray("cases");
    experiment.cases().forEach(row -> cases.add(row(row)));
    return node;
  }

  private static ObjectNode row(CaseResult row) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("name", row.name())
            .put("kind", row.kind().key())
            .put("contender", row.contender())
            .put("documented", row.documented())
            .put("outcome", row.outcome().name().toLowerCase(Locale.ROOT))
            .put("error", row.error());
    node.put("answer", row.answer());
    node.put("verified", row.verified());
    ColdRun cold = row.cold();
    if (cold != null) {
      node.put("cold_ns", cold.firstRunNanos())
          .put("cold_process_ns", cold.processNanos())
          .put("peak_memory", cold.peakMemoryBytes() < 0 ? null : cold.peakMemoryBytes());
    }
    Measured<Answer> measured = row.measured();
    if (measured != null && row.outcome() == CaseResult.Outcome.OK) {
      figures(node, row, measured);
    }
    return node;
  }

  private static void figures(ObjectNode node, CaseResult row, Measured<Answer> measured) {
    Statistics statistics = row.statistics();
    node.put("unstable", statistics.unstable())
        .put("steady", measured.warmUp().steady())
        .put("first_run_ns", measured.firstRunNanos())
        .put("rounds", statistics.rounds())
        .put("iterations", measured.iterations())
        .put("min_ns", statistics.minNanos())
        .put("max_ns", statistics.maxNanos())
        .put("mean_ns", statistics.meanNanos())
        .put("stddev_ns", statistics.stddevNanos())
        .put("median_ns", statistics.medianNanos())
        .put("q1_ns", statistics.q1Nanos())
        .put("q3_ns", statistics.q3Nanos())
        .put("iqr_ns", statistics.iqrNanos())
        .put("cpu_ns", known(row.cpuNanos()))
        .put("user_ns", known(row.userNanos()));
    ArrayNode raw = node.putArray("raw_ns");
    measured.rounds().stream().map(Round::nanosPerIteration).forEach(raw::add);
    ArrayNode warmUp = node.putArray("warm_up_ns");
    measured.warmUp().nanos().forEach(warmUp::add);
    ArrayNode threads = node.putArray("threads_ns");
    for (double[] thread : row.threadNanos()) {
      ArrayNode runs = threads.addArray();
      Arrays.stream(thread).forEach(runs::add);
    }
  }

  private static ObjectNode sweep(SweepResult sweep) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("id", sweep.id())
            .put("title", sweep.title())
            .put("axis", sweep.axis().key())
            .put("conclusion", sweep.conclusion());
    ArrayNode lines = node.putArray("lines");
    for (SweepLine line : sweep.lines()) {
      ObjectNode child = lines.addObject().put("name", line.name()).put("ending", line.ending());
      ArrayNode points = child.putArray("points");
      line.points().forEach(point -> points.add(point(line, point)));
    }
    return node;
  }

  private static ObjectNode point(SweepLine line, SweepPoint point) {
    ObjectNode node = MAPPER.createObjectNode().put("at", point.at()).put("error", point.error());
    if (point.hasFigures()) {
      Statistics statistics = point.statistics();
      node.put("median_ns", statistics.medianNanos())
          .put("min_ns", statistics.minNanos())
          .put("q1_ns", statistics.q1Nanos())
          .put("q3_ns", statistics.q3Nanos())
          .put("iqr_ns", statistics.iqrNanos())
          .put("unstable", statistics.unstable())
          .put("per_second", SweepLine.perSecond(point))
          .put("speed_up", line.speedUp(point));
      point.rawNanos().forEach(node.putArray("raw_ns")::add);
    }
    return node;
  }

  private static @Nullable Double known(double nanos) {
    return nanos < 0 ? null : nanos;
  }
}
