package io.polygil.compare;

import io.polygil.measure.Measured;
import io.polygil.measure.Round;
import io.polygil.measure.Statistics;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison as JSON. Times are nanoseconds of one iteration; {@code raw_ns} has every round's.
 * Figures of a row that did not run, and CPU times that the machine does not tell, are null.
 */
public final class JsonReport {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private JsonReport() {}

  /** The text of the report, with a line break at its end. */
  public static String of(ComparisonResult result) {
    ObjectNode root = MAPPER.createObjectNode();
    root.set("environment", environment(result.environment()));
    ArrayNode experiments = root.putArray("experiments");
    result.experiments().forEach(experiment -> experiments.add(experiment(experiment)));
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
        .put("iqr_ns", statistics.iqrNanos())
        .put("cpu_ns", known(row.cpuNanos()))
        .put("user_ns", known(row.userNanos()));
    ArrayNode raw = node.putArray("raw_ns");
    measured.rounds().stream().map(Round::nanosPerIteration).forEach(raw::add);
    ArrayNode warmUp = node.putArray("warm_up_ns");
    measured.warmUp().nanos().forEach(warmUp::add);
  }

  private static @Nullable Double known(double nanos) {
    return nanos < 0 ? null : nanos;
  }
}
