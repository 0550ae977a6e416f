package io.polygil.cli;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.context.PythonProgram;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @ParentCommand
  private Main main;

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @Mixin
  private ProgramOptions what;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Stop the program after 500ms, 3s, 2m ... and exit with 124.")
  private @Nullable Duration timeout;

  @Override
  public Integer call() {
    PythonProgram program = what.program();
    try (PythonPool pool = what.pool("run", main, Runtime.getRuntime()::halt).build()) {
      Duration limit = timeout;
      return limit == null
          ? run(pool, program, new CompletableFuture<>())
          : runWithin(limit, pool, program);
    }
  }

  /** Runs it on this thread, which becomes Python's main thread, so that Ctrl-C reaches it. */
  private static int run(
      PythonPool pool, PythonProgram program, CompletableFuture<PythonLease> started) {
    try (PythonLease lease = ProgramOptions.lease(pool)) {
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
}
