package io.polygil.cli;

import io.polygil.compare.Colours;
import io.polygil.compare.Comparison;
import io.polygil.compare.ComparisonResult;
import io.polygil.compare.Effort;
import io.polygil.compare.PeerInventory;
import io.polygil.compare.Peers;
import io.polygil.compare.Sweep;
import io.polygil.measure.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the documents' experiments. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the documents' experiments: Python under one GIL beside several contexts and Java"
          + " kernels. Answers are checked before times are printed."
    },
    footer = {
      "",
      "Examples:",
      "  polygil compare --quick",
      "  polygil compare --only 003-fibonacci --json result.json",
      "  polygil compare --report report --json new.json --against old.json",
      "  polygil compare --against old.json --from new.json",
      "  polygil compare --sweep --report report"
    })
final class CompareCommand implements Callable<Integer> {
  @Option(
      names = "--quick",
      description = {
        "End within a few minutes: smaller work, fewer rounds, no first runs in fresh processes."
      })
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "ID",
      description =
          "Run only the experiments whose ids begin so, or this sweep; may be given several times.")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--peers",
      description = {
        "Compare with CPython, NumPy, PyO3 and pybind11, as far as benchmarks/peers/setup has set"
            + " them up; the extensions on the newest CPython."
      })
  private boolean withPeers;

  @Option(
      names = "--sweep",
      description = {
        "Instead of the experiments: how throughput grows with threads and contexts, and time with"
            + " the size of texts and numbers."
      })
  private boolean sweep;

  @Mixin private ResultFiles files = new ResultFiles();
  @Mixin private StoredResults stored = new StoredResults();

  @Override
  public Integer call() throws Exception {
    requireCompatible();
    files.requireWritable();
    stored.readEarlier();
    ComparisonResult result = stored.replaceMeasuring() ? stored.results() : measured();
    files.write(result);
    stored.use(result, colours());
    return stored.replaceMeasuring() || result.succeeded() ? 0 : Main.FAILED;
  }

  private void requireCompatible() {
    if (stored.replaceMeasuring()) {
      refuse(quick, "--from measures nothing: leave out --quick");
      refuse(!only.isEmpty(), "--from measures nothing: leave out --only");
      refuse(sweep, "--from measures nothing: leave out --sweep");
      refuse(withPeers, "--from measures nothing: leave out --peers");
      refuse(files.hasJson(), "--from has read the results from a file: leave out --json");
      refuse(
          files.isEmpty() && !stored.hasAgainst() && !stored.hasReadme(),
          "--from: say what to make of it: --against, --csv, --readme or --report");
    } else {
      refuse(stored.hasReadme(), "--readme shows the results of a file: name it with --from");
    }
    refuse(sweep && withPeers, "--sweep is of Polygil alone: leave out --peers");
    refuse(sweep && stored.hasAgainst(), "--against compares experiments: leave out --sweep");
    refuse(sweep && files.hasCsv(), "--csv has the rows of experiments: leave out --sweep");
  }

  private static void refuse(boolean wrong, String message) {
    if (wrong) {
      throw new UsageException(message);
    }
  }

  private ComparisonResult measured() throws InterruptedException, IOException {
    try (RoundsShown shown = new RoundsShown()) {
      Progress progress = Terminal.ERR.isInteractive() ? shown : Progress.none();
      return sweep ? sweep(progress).run() : comparison(progress).run();
    }
  }

  private Comparison comparison(Progress progress) throws IOException {
    Peers peers = withPeers ? peers() : Peers.none();
    try {
      return new Comparison(effort(), only, peers, colours(), progress, System.out);
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

  private Sweep sweep(Progress progress) {
    try {
      return new Sweep(effort(), only, progress, System.out);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--only: " + e.getMessage());
    }
  }

  private Effort effort() {
    return quick ? Effort.QUICK : Effort.FULL;
  }

  private static Colours colours() {
    return Terminal.OUT.showsColours() ? Colours.ON : Colours.OFF;
  }
}
