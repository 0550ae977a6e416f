package io.polygil.cli;

import io.polygil.PythonPool;
import io.polygil.PythonPoolBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;

/** Runs a Python function over files or lines, in several contexts. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a Python function over files or lines, in several contexts at once, each with a GIL of"
          + " its own. Results come in the order of the items.",
      "By default the function gets the path of each FILE, or each line of standard input."
    },
    footer = {
      "",
      "Examples:",
      "  polygil map words.py:count books/*.txt",
      "  polygil map words.py:count --pass text --format json books/*.txt > counts.jsonl",
      "  cut -f 2 log.tsv | polygil map urllib.parse:unquote -",
      "  polygil map --on-error skip --pass lines json:loads data.jsonl"
    })
final class MapCommand implements Callable<Integer> {
  private static final int LARGEST_BATCH = 1024;

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @ParentCommand
  private Main main;

  @Parameters(
      index = "0",
      paramLabel = "MODULE:FUNCTION",
      description = "A function of one argument; MODULE is a module's name or a .py file.")
  private String function = "";

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description = "The files; - or none at all: the lines of standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--pass",
      paramLabel = "WHAT",
      converter = MapItems.PassChoice.class,
      description =
          "What the function gets of a FILE: its path, its text (UTF-8), its bytes, or each of its"
              + " lines; path by default.")
  private MapItems.Pass pass = MapItems.Pass.PATH;

  @Option(
      names = "--contexts",
      paramLabel = "N",
      description = "How many contexts; by default as many as there are cores.")
  private int contexts = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--format",
      paramLabel = "FORM",
      converter = MapRun.FormatChoice.class,
      description = {
        "text: a line with str() of each result, none for None; json: a line of JSON with item and"
            + " result, or error: its type and message, and its traceback where Python raised it."
      })
  private MapRun.Format format = MapRun.Format.TEXT;

  @Option(
      names = "--on-error",
      paramLabel = "DO",
      converter = MapRun.OnErrorChoice.class,
      description = {
        "stop at the first item that fails, the default; skip it and go on; or collect: go on and"
            + " exit with 1 at the end. With --format json each that fails has its line, also where"
            + " it is skipped."
      })
  private MapRun.OnError onError = MapRun.OnError.STOP;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "An item fails that takes longer than 500ms, 3s, 2m ...")
  private @Nullable Duration timeout;

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @Mixin
  private PoolOptions options;

  @Override
  public Integer call() throws IOException {
    if (contexts < 1) {
      throw new UsageException("--contexts must be at least 1, got " + contexts);
    }
    if (files.contains("")) {
      throw new UsageException("the path of a FILE is empty: name files, or - for standard input");
    }
    Target target = Target.of(function);
    try (MapItems items = MapItems.of(files, pass);
        PythonPool pool = pool(target);
        MapProgress progress = new MapProgress(items.total())) {
      String wrong = pool.call("polygil._map:check", String.class, target.function());
      if (wrong != null) {
        throw new UsageException(wrong.strip());
      }
      // A limit in time is one item's, so an item is then a batch of its own.
      int largest = timeout == null ? LARGEST_BATCH : 1;
      return new MapRun(pool, target.function(), format, onError, largest, main.out(), main.err())
          .run(items, 2 * contexts, progress);
    }
  }

  private PythonPool pool(Target target) {
    PythonPoolBuilder pool =
        options
            .pool("map", target.folder())
            .maximumSize(contexts)
            // Each context imports the function before it gets an item: that is no item's time.
            .warmUp("from polygil import _map; _map.prepare(" + pythonText(target) + ")")
            .standardStreams(InputStream.nullInputStream(), main.out(), main.err());
    Duration limit = timeout;
    return (limit == null ? pool : pool.runTimeout(limit)).build();
  }

  /** The function's name as Python writes a str: what JSON escapes, Python reads alike. */
  private static String pythonText(Target target) {
    return new JsonMapper().writeValueAsString(target.function());
  }

  /**
   * The function, and the folder that its module is in.
   *
   * @param function {@code module:function}
   */
  private record Target(String function, Path folder) {
    static Target of(String written) {
      int colon = written.lastIndexOf(':');
      String module = colon < 0 ? "" : written.substring(0, colon);
      String name = written.substring(colon + 1);
      if (module.isEmpty() || name.isEmpty()) {
        throw new UsageException(
            "'"
                + written
                + "' names no function: write MODULE:FUNCTION, such as json:loads or"
                + " words.py:count");
      }
      if (!module.endsWith(".py")) {
        return new Target(written, Path.of("").toAbsolutePath());
      }
      Path file = Path.of(module).toAbsolutePath();
      if (!Files.isRegularFile(file)) {
        throw new UsageException("there is no file " + module);
      }
      String stem = file.getFileName().toString();
      return new Target(
          stem.substring(0, stem.length() - ".py".length()) + ":" + name,
          Objects.requireNonNull(file.getParent()));
    }
  }
}
