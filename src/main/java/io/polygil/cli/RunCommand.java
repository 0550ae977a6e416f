package io.polygil.cli;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.PythonPoolBuilder;
import io.polygil.PythonTimeoutException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs a Python program with the bundled kernels importable. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a Python program.",
      "The kernels that come with Polygil can be imported; a module of the program's own wins over"
          + " one of the same name."
    },
    footer = {
      "",
      "Examples:",
      "  polygil run program.py --its-own-option argument",
      "  polygil run --kernels my.jar program.py",
      "  polygil run --sandbox --timeout 3s untrusted.py"
    })
final class RunCommand implements Callable<Integer> {
  /** Python's start is nothing to give up on: a machine may be slow. */
  private static final Duration STARTING = Duration.ofMinutes(10);

  /**
   * A context for the program and as many workers as a ContextPoolExecutor may want: one is only
   * made when it is used.
   */
  private static final int CONTEXTS = 1 + Math.max(64, Runtime.getRuntime().availableProcessors());

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @ParentCommand
  private Main main;

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @Mixin
  private KernelOptions kernels;

  @Parameters(index = "0", paramLabel = "FILE", description = "The program.")
  private String file = "";

  @Parameters(index = "1..*", paramLabel = "ARG", description = "sys.argv[1:] of the program.")
  private List<String> arguments = List.of();

  @Option(
      names = "--sandbox",
      description = {
        "Close files, network, processes, environment and native code to the program; it may read"
            + " the standard library only."
      })
  private boolean sandbox;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Stop the program after 500ms, 3s, 2m ... and exit with 124.")
  private @Nullable Duration timeout;

  @Override
  public Integer call() {
    byte[] source = read();
    try (PythonPool pool = pool();
        PythonLease lease = pool.acquire(STARTING)) {
      return lease.runProgram(file, source, arguments);
    } catch (PythonTimeoutException e) {
      System.out.flush();
      System.err.println(
          "polygil run: time-out: "
              + file
              + " ran longer than "
              + DurationConverter.text(e.limit()));
      return Main.TIMED_OUT;
    }
  }

  private PythonPool pool() {
    PythonPoolBuilder pool =
        PythonPool.builder()
            .name("run")
            .maximumSize(CONTEXTS)
            .kernels(kernels.all())
            .standardStreams(System.in, main.out(), main.err());
    if (!sandbox) {
      pool.allowWhatPythonCommandMay();
    }
    Duration limit = timeout;
    if (limit != null) {
      pool.runTimeout(limit);
    }
    return pool.build();
  }

  private byte[] read() {
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
}
