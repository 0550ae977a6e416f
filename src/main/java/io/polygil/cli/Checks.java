package io.polygil.cli;

import io.polygil.compare.PeerInventory;
import io.polygil.compare.Peers;
import io.polygil.context.PythonEngine;
import io.polygil.kernels.BundledKernels;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What Polygil needs and what it can use, as this machine has it. */
final class Checks {
  private static final double GIBIBYTE = 1L << 30;

  private final Path home;

  /**
   * @param home the checkout, as the launcher tells it
   */
  Checks(Path home) {
    this.home = home;
  }

  /** Looks at everything. Takes as long as a start of Python's engine does. */
  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    checks.add(java());
    try (PythonEngine engine = new PythonEngine()) {
      checks.add(Check.good("Python", engine.pythonVersion() + " on GraalPy " + engine.version()));
      checks.add(compiler(engine));
    }
    checks.add(start());
    checks.add(cores());
    checks.add(memory());
    checks.add(vectors());
    checks.addAll(peers());
    checks.add(
        program(
            "Spark",
            List.of("spark-submit"),
            "install Spark 4 and put its bin folder on PATH, to run pools inside its executors"));
    checks.add(
        program(
            "Chromium",
            List.of("chromium", "chromium-browser", "google-chrome"),
            "install chromium, to run the tests of the pages"));
    return checks;
  }

  private static Check java() {
    String found =
        System.getProperty("java.vendor")
            + " "
            + System.getProperty("java.runtime.version")
            + " in "
            + System.getProperty("java.home");
    return Runtime.version().feature() == 25
        ? Check.good("Java", found)
        : Check.wrong("Java", found, "install a JDK 25, or set JAVA_HOME to one");
  }

  private Check compiler(PythonEngine engine) {
    Optional<String> graal =
        ModuleLayer.boot()
            .findModule("jdk.graal.compiler")
            .map(Module::getDescriptor)
            .flatMap(ModuleDescriptor::rawVersion);
    if (PythonEngine.Execution.here() == PythonEngine.Execution.JIT) {
      return Check.good("JIT", "on: Graal compiler " + graal.orElse("of the JVM"));
    }
    List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    String why;
    String advice;
    if (!options.contains("-XX:+EnableJVMCI")) {
      why = "the JVM was started without -XX:+EnableJVMCI";
      advice = "start through ./polygil, or with the options of src/main/launcher/jvm.options";
    } else if (!Files.isDirectory(home.resolve("target/polygil/compiler"))) {
      why = "the Graal compiler is not in target/polygil/compiler";
      advice = "build again: mvn -B -DskipTests package";
    } else {
      why = "this JVM does not use the Graal compiler in target/polygil/compiler";
      advice = "check that compiler and GraalPy are both of version " + engine.version();
    }
    return Check.wrong(
        "JIT", "off: " + why + "; Python is only interpreted, 30 to 150 times slower", advice);
  }

  private static Check start() {
    String kind = System.getProperty("polygil.start", "");
    String name = "Fast start";
    if (kind.equals("cache")) {
      return Check.good(
          name, "on: a Java runtime with the compiler inside, and the AOT cache of the libraries");
    }
    return Check.worse(
        name,
        "off: " + (kind.isEmpty() ? "Polygil was not started by its launcher" : kind),
        "start through ./polygil, whose build makes it where the JDK allows");
  }

  private static Check cores() {
    int usable = Runtime.getRuntime().availableProcessors();
    String limit = cgroup("cpu.max");
    String found =
        usable
            + (usable == 1 ? " core" : " cores")
            + (limit.isEmpty() || limit.startsWith("max")
                ? ", no container limit"
                : ", container limit " + limit + " (microseconds of each period)");
    return usable > 1
        ? Check.good("Cores", found)
        : Check.worse("Cores", found, "one core runs one context at a time: nothing is parallel");
  }

  private static Check memory() {
    String limit = cgroup("memory.max");
    String found =
        String.format(
            Locale.ROOT,
            "%.1f GiB of heap at most%s",
            Runtime.getRuntime().maxMemory() / GIBIBYTE,
            limit.isEmpty() || limit.equals("max")
                ? ", no container limit"
                : ", container limit "
                    + String.format(Locale.ROOT, "%.1f GiB", Long.parseLong(limit) / GIBIBYTE));
    return Runtime.getRuntime().maxMemory() >= GIBIBYTE / 2
        ? Check.good("Memory", found)
        : Check.worse(
            "Memory", found, "raise it: POLYGIL_JAVA_OPTIONS=-Xmx1g, or the container's limit");
  }

  private static String cgroup(String file) {
    try {
      return Files.readString(Path.of("/sys/fs/cgroup", file)).strip();
    } catch (IOException e) {
      // Not Linux, or no container of that kind.
      return "";
    }
  }

  private static Check vectors() {
    return BundledKernels.canUseVectors()
        ? Check.good("Vector API", "used by word_count")
        : Check.worse(
            "Vector API",
            "not used: word_count takes its scalar way",
            "start with the --add-exports and --add-opens of src/main/launcher/jvm.options");
  }

  private List<Check> peers() {
    Path setup = home.resolve("benchmarks/peers/setup");
    if (!Files.isExecutable(setup)) {
      return List.of(
          Check.absent(
              "Peers", "no benchmarks/peers/setup here", "run doctor from a checkout of Polygil"));
    }
    String advice = "run benchmarks/peers/setup";
    try {
      Peers peers = PeerInventory.find(setup);
      List<Check> checks = new ArrayList<>();
      peers.present().forEach(peer -> checks.add(Check.good("Peer", peer.name())));
      peers.absent().forEach(why -> checks.add(Check.absent("Peer", why, advice)));
      return checks.isEmpty() ? List.of(Check.absent("Peers", "none built", advice)) : checks;
    } catch (IOException e) {
      return List.of(Check.absent("Peers", String.valueOf(e.getMessage()), advice));
    }
  }

  private static Check program(String name, List<String> commands, String advice) {
    String path = System.getenv("PATH");
    for (String folder : path == null ? new String[0] : path.split(File.pathSeparator, -1)) {
      for (String command : commands) {
        Path file = Path.of(folder, command);
        if (Files.isExecutable(file) && Files.isRegularFile(file)) {
          return Check.good(name, file.toString());
        }
      }
    }
    return Check.absent(name, "no " + String.join(" or ", commands) + " on PATH", advice);
  }
}
