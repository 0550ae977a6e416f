package io.polygil.compare;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a row once in a Java process of its own, started with the options of this one; {@link #main}
 * is where that process enters.
 */
public final class FreshProcess {
  // The launcher gives it to comparisons, for what is warm.
  private static final String WITHOUT_TRAINING = "-XX:-AOTReplayTraining";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Effort effort;

  FreshProcess(Effort effort) {
    this.effort = effort;
  }

  ColdRun run(Experiment experiment, Row row) throws CrashedException, InterruptedException {
    List<String> command = command(FreshProcess.class, effort.name(), experiment.id(), row.name());
    try {
      return run(command, row);
    } catch (IOException e) {
      throw new CrashedException("a fresh process could not be started: " + e.getMessage());
    }
  }

  /**
   * The command line of a Java process with the options and the class path of this one, that starts
   * as fast as it can.
   */
  public static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.equals(WITHOUT_TRAINING))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static ColdRun run(List<String> command, Row row)
      throws IOException, CrashedException, InterruptedException {
    File errors = File.createTempFile("polygil-compare", ".txt");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectError(errors)
            .start();
    try {
      String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      long processNanos = System.nanoTime() - start;
      int code = process.waitFor();
      if (code != 0) {
        throw new CrashedException(
            row.name() + " in a fresh process: " + ExitCodes.text(code) + tail(errors.toPath()));
      }
      JsonNode node = MAPPER.readTree(line.substring(line.lastIndexOf('{')));
      return new ColdRun(
          Answer.of(node.get("answer").asString()),
          node.get("first_run_ns").asLong(),
          processNanos,
          node.get("peak_memory").asLong());
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(errors.toPath());
    }
  }

  private static String tail(Path errors) throws IOException {
    List<String> lines = Files.readAllLines(errors, StandardCharsets.ISO_8859_1);
    return lines.isEmpty() ? "" : ": " + lines.getLast();
  }

  /**
   * Runs one row once and prints what came of it as one line of JSON.
   *
   * @param arguments the effort, the experiment's id and the row's name
   */
  public static void main(String[] arguments) throws Exception {
    Effort effort = Effort.valueOf(arguments[0]);
    Experiment experiment = Experiments.find(effort, arguments[1]);
    Row row =
        experiment.rows().stream()
            .filter(each -> each.name().equals(arguments[2]))
            .findFirst()
            .orElseThrow();
    try (Stage stage = new Stage()) {
      Contender polygil = new PolygilContender(stage, new FreshProcess(effort));
      long start = System.nanoTime();
      Answer answer = polygil.prepare(row).workload().run();
      long nanos = System.nanoTime() - start;
      System.out.println(
          MAPPER
              .createObjectNode()
              .put("answer", Objects.requireNonNull(answer).text())
              .put("first_run_ns", nanos)
              .put("peak_memory", Memory.peakBytes()));
      System.out.flush();
    }
    // Python's and the executor's threads are not waited for.
    Runtime.getRuntime().exit(0);
  }
}
