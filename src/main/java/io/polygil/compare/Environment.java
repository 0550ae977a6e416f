package io.polygil.compare;

import io.polygil.context.PythonEngine;
import io.polygil.measure.TimeFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
 * @param affinity the processors this process may run on, as Linux lists them, or empty
 * @param frequency how the processor's frequency is governed and what it was, or empty
 * @param heapPerContextBytes what one more context took of the Java heap
 * @param peers who took part beside Polygil
 * @param absent who did not, and why
 */
public record Environment(
    String cpu,
    int cores,
    String os,
    String jdk,
    String graalPy,
    String python,
    PythonEngine.Execution execution,
    long firstContextNanos,
    String affinity,
    String frequency,
    long heapPerContextBytes,
    List<String> peers,
    List<String> absent) {
  private static final double MEBIBYTE = 1024 * 1024;

  static Environment of(Stage stage, Peers peers) {
    return new Environment(
        cpuName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
        String.valueOf(stage.alone().eval("__graalpython__.get_graalvm_version()", String.class)),
        stage.pythonVersion(),
        stage.execution(),
        stage.firstContextNanos(),
        Memory.status("Cpus_allowed_list:"),
        frequencyText(),
        stage.heapOfSecondContext(),
        peers.present().stream().map(Peer::name).toList(),
        peers.absent());
  }

  /** The lines that a comparison begins with. */
  public String text() {
    String jit =
        execution == PythonEngine.Execution.JIT
            ? "JIT on"
            : "JIT off: Python is only interpreted, 30 to 150 times slower; start through ./polygil,"
                + " which puts the Graal compiler on the upgrade module path";
    StringBuilder text =
        new StringBuilder(
            """
            Machine: %s, %d %s%s, %s%s
            Java:    %s
            Python:  %s on GraalPy %s, %s; first context after %s, %s of heap for one more
            """
                .formatted(
                    cpu,
                    cores,
                    cores == 1 ? "core" : "cores",
                    affinity.isEmpty() ? "" : " (" + affinity + ")",
                    os,
                    frequency.isEmpty() ? "" : ", " + frequency,
                    jdk,
                    python,
                    graalPy,
                    jit,
                    TimeFormat.ofNanos((double) firstContextNanos),
                    String.format(Locale.ROOT, "%.1f MB", heapPerContextBytes / MEBIBYTE)));
    if (!peers.isEmpty()) {
      text.append("Peers:   ").append(String.join(", ", peers)).append('\n');
    }
    absent.forEach(why -> text.append("Absent:  ").append(why).append('\n'));
    return text.toString();
  }

  private static String cpuName() {
    String name = cpuInfo("model name");
    return name.isEmpty() ? System.getProperty("os.arch") : name;
  }

  private static String frequencyText() {
    Path governor = Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    String megahertz = cpuInfo("cpu MHz");
    String now = megahertz.isEmpty() ? "" : Math.round(Double.parseDouble(megahertz)) + " MHz";
    try {
      return Files.readString(governor).strip() + (now.isEmpty() ? "" : ", " + now);
    } catch (IOException e) {
      // A virtual machine governs nothing.
      return now;
    }
  }

  private static String cpuInfo(String key) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      // Other systems have no such file.
      return "";
    }
  }
}
