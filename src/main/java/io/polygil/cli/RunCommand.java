package io.polygil.cli;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.context.PythonProgram;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs a Python program with the bundled kernels importable. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "polygil run [OPTIONS] (FILE | -c CODE | -m MODULE | -) [ARG...]",
    description = {
      "Runs a Python program, as python does.",
      "The kernels that come with Polygil can be imported; a module of the program's own wins over"
          + " one of the same name."
    },
    footer = {
      "",
      "Examples:",
      "  polygil run program.py --its-own-option argument",
      "  polygil run -c 'import word_count; print(word_count.search(\"it is\", \"is\"))'",
      "  polygil run --kernels my.jar program.py",
      "  polygil run --sandbox --timeout 3s untrusted.py"
    })
final class RunCommand implements Callable<Integer> {
  /**
   * A context for the program and as many workers as a ContextPoolExecutor may want: one is only
   * made when it is used.
   */
  private static final int CONTEXTS = 1 + Math.max(64, Runtime.getRuntime().availableProcessors());

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @ParentCommand
  private Main main;

  @Option(
      names = "-c",
      paramLabel = "CODE",
      preprocessor = LastOption.class,
      description = "Run these statements; what follows are their arguments.")
  private @Nullable String code;

  @Option(
      names = "-m",
      paramLabel = "MODULE",
      preprocessor = LastOption.class,
      description = "Run a module that can be imported; what follows are its arguments.")
  private @Nullable String module;

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @Mixin
  private PoolOptions options;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Stop the program after 500ms, 3s, 2m ... and exit with 124.")
  private @Nullable Duration timeout;

  @Parameters(
      paramLabel = "FILE",
      description =
          "The program: a file, a folder or zip file with a __main__.py, or - for standard input;"
              + " then sys.argv[1:].")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    // A sandbox has no signals: Ctrl-C ends the whole process.
    PythonProgram program = options.isSandbox() ? program() : program().interruptible();
    try (PythonPool pool =
        options
            .pool("run")
            .maximumSize(CONTEXTS)
            .standardStreams(System.in, main.out(), main.err())
            .build()) {
      Duration limit = timeout;
      return limit == null
          ? run(pool, program, new CompletableFuture<>())
          : runWithin(limit, pool, program);
    }
  }

  /** Runs it on this thread, which becomes Python's main thread, so that Ctrl-C reaches it. */
  private static int run(
      PythonPool pool, PythonProgram program, CompletableFuture<PythonLease> started) {
    pool.makeContextHere();
    try (PythonLease lease = pool.acquire()) {
      started.complete(lease);
      return lease.run(program);
    }
  }

  private int runWithin(Duration limit, PythonPool pool, PythonProgram program) {
    CompletableFuture<PythonLease> started = new CompletableFuture<>();
    FutureTask<Integer> running = new FutureTask<>(() -> run(pool, program, started));
    Thread thread = Thread.ofPlatform().daemon().name("program").unstarted(running);
    thread.start();
    try {
      // Python's own start is not the program's time.
      while (!started.isDone() && thread.isAlive()) {
        thread.join(Duration.ofMillis(10));
      }
      return running.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      System.err.println(
          "polygil run: time-out: "
              + program.name()
              + " ran longer than "
              + DurationConverter.text(limit));
      started.join().cancel();
      return Main.TIMED_OUT;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Main.FAILED;
    }
  }

  private PythonProgram program() {
    if (code != null && module != null) {
      throw new UsageException("-c and -m exclude each other");
    }
    if (code != null) {
      return PythonProgram.code(code, words);
    }
    if (module != null) {
      return PythonProgram.module(module, words);
    }
    if (words.isEmpty()) {
      throw new UsageException(
          "nothing to run: give the path of a Python program, -c CODE, -m MODULE, or - for standard"
              + " input");
    }
    String file = words.getFirst();
    List<String> arguments = words.subList(1, words.size());
    if (file.equals("-")) {
      return PythonProgram.standardInput(standardInput(), arguments);
    }
    if (Files.isDirectory(Path.of(file))) {
      return PythonProgram.folder(file, arguments);
    }
    byte[] source = read(file);
    return isZip(source)
        ? PythonProgram.folder(file, arguments)
        : PythonProgram.file(file, source, arguments);
  }

  private static byte[] standardInput() {
    try {
      return System.in.readAllBytes();
    } catch (IOException e) {
      throw new UsageException("cannot read standard input: " + e.getMessage());
    }
  }

  private static boolean isZip(byte[] content) {
    return content.length > 3
        && content[0] == 'P'
        && content[1] == 'K'
        && content[2] == 3
        && content[3] == 4;
  }

  private static byte[] read(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "there is no file " + file + ": run takes the path of a Python program");
    } catch (AccessDeniedException e) {
      throw new UsageException("may not read " + file);
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    }
  }

  /** Makes all that follows an option's value the program's own, as python does for -c and -m. */
  static final class LastOption implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if (!arguments.isEmpty()) {
        String value = arguments.pop();
        arguments.push("--");
        arguments.push(value);
      }
      return false;
    }
  }
}
