package io.polygil.cli;

import io.polygil.compare.Colours;
import io.polygil.compare.Comparison;
import io.polygil.compare.ComparisonResult;
import io.polygil.compare.Effort;
import io.polygil.compare.JsonReport;
import io.polygil.compare.PeerInventory;
import io.polygil.compare.Peers;
import io.polygil.measure.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the documents' experiments. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the documents' experiments: Python under one GIL beside several contexts and Java"
          + " kernels. Answers are checked before times are printed."
    },
    footer = {
      "",
      "Examples:",
      "  polygil compare --quick",
      "  polygil compare --only 003-fibonacci --json result.json"
    })
final class CompareCommand implements Callable<Integer> {
  @Option(names = "--quick", description = "End within a minute: fewer rounds.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "ID",
      description = "Run this experiment only; may be given several times.")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--peers",
      description = {
        "Compare with CPython, NumPy, PyO3 and pybind11, as far as benchmarks/peers/setup has set"
            + " them up; the extensions on the newest CPython."
      })
  private boolean withPeers;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to FILE.")
  private @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    Path file = json;
    if (file != null) {
      requireWritable(file);
    }
    ComparisonResult result = compare();
    if (file != null) {
      Files.writeString(file, JsonReport.of(result));
    }
    return result.succeeded() ? 0 : Main.FAILED;
  }

  private ComparisonResult compare() throws InterruptedException, IOException {
    try (RoundsShown shown = new RoundsShown()) {
      return comparison(Terminal.ERR.isInteractive() ? shown : Progress.none()).run();
    }
  }

  private Comparison comparison(Progress progress) throws IOException {
    Peers peers = withPeers ? peers() : Peers.none();
    try {
      return new Comparison(
          quick ? Effort.QUICK : Effort.FULL,
          only,
          peers,
          Terminal.OUT.showsColours() ? Colours.ON : Colours.OFF,
          progress,
          System.out);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--only: " + e.getMessage());
    }
  }

  private static Peers peers() throws IOException {
    String home = System.getProperty("polygil.home");
    Path setup = Path.of(home == null ? "" : home, "benchmarks", "peers", "setup");
    if (!Files.isExecutable(setup)) {
      throw new UsageException(
          "--peers: there is no " + setup + ": start polygil from a checkout, where it lies");
    }
    return PeerInventory.find(setup);
  }

  // Minutes of measuring must not end in "no such folder".
  private static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(
          "--json: cannot write " + file + ": its folder does not exist, or it is a folder");
    }
    boolean writable = Files.exists(file) ? Files.isWritable(file) : Files.isWritable(folder);
    if (!writable) {
      throw new UsageException("--json: may not write " + file);
    }
  }
}
