package io.polygil.compare;

import io.polygil.context.PythonEngine;
import io.polygil.measure.TimeFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the figures depend on.
 *
 * @param cpu the processor's name
 * @param cores how many this process may use
 * @param os operating system and its version
 * @param jdk the Java runtime's name and version
 * @param graalPy the version of GraalPy
 * @param python the version of the Python language
 * @param execution whether Python is compiled
 * @param firstContextNanos how long the process's first Python context took to make
 */
public record Environment(
    String cpu,
    int cores,
    String os,
    String jdk,
    String graalPy,
    String python,
    PythonEngine.Execution execution,
    long firstContextNanos) {

  static Environment of(Stage stage) {
    return new Environment(
        cpuName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
        String.valueOf(stage.first().eval("__graalpython__.get_graalvm_version()", String.class)),
        stage.pythonVersion(),
        stage.execution(),
        stage.firstContextNanos());
  }

  /** The lines that a comparison begins with. */
  public String text() {
    String jit =
        execution == PythonEngine.Execution.JIT
            ? "JIT on"
            : "JIT off: Python is only interpreted, 30 to 150 times slower; start through ./polygil,"
                + " which puts the Graal compiler on the upgrade module path";
    return """
    Machine: %s, %d %s, %s
    Java:    %s
    Python:  %s on GraalPy %s, %s; first context after %s
    """
        .formatted(
            cpu,
            cores,
            cores == 1 ? "core" : "cores",
            os,
            jdk,
            python,
            graalPy,
            jit,
            TimeFormat.ofNanos((double) firstContextNanos));
  }

  private static String cpuName() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      // Other systems have no such file.
      return System.getProperty("os.arch");
    }
  }
}
