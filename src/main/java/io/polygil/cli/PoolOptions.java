package io.polygil.cli;

import io.polygil.PythonPool;
import io.polygil.PythonPoolBuilder;
import io.polygil.image.UserCache;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that run Python of the user's. */
final class PoolOptions {
  /** Python's start is nothing to give up on: a machine may be slow. */
  private static final Duration STARTING = Duration.ofMinutes(10);

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @Mixin
  private KernelOptions kernels;

  @Option(
      names = "--sandbox",
      description = {
        "Close files, network, processes, environment and native code to Python; it may read the"
            + " standard library, --path and --venv only, and the folder that map imports from."
      })
  private boolean sandbox;

  @Option(
      names = "--path",
      paramLabel = "FOLDER",
      description = "A folder to import from; may be given several times.")
  private List<Path> path = List.of();

  @Option(
      names = "--venv",
      paramLabel = "FOLDER",
      description = {
        "A virtual environment to import from. Its packages must be pure Python, or built for"
            + " GraalPy."
      })
  private @Nullable Path environment;

  boolean isSandbox() {
    return sandbox;
  }

  /**
   * A pool as the options say.
   *
   * @param own the folders that the command itself imports from, before those of the options
   * @throws UsageException if a folder or a kernel class is not there
   */
  PythonPoolBuilder pool(String name, Path... own) {
    PythonPoolBuilder pool =
        PythonPool.builder()
            .name(name)
            .acquireTimeout(STARTING)
            .kernels(kernels.all())
            .modulePath(modulePath(own).toArray(Path[]::new));
    if (!sandbox) {
      pool.allowWhatPythonCommandMay();
      UserCache.find().ifPresent(cache -> pool.bytecodeCache(cache.resolve("bytecode")));
    }
    return pool;
  }

  private List<Path> modulePath(Path... own) {
    List<Path> folders = new ArrayList<>(List.of(own));
    for (Path folder : path) {
      if (!Files.isDirectory(folder)) {
        throw new UsageException("--path: there is no folder " + folder);
      }
      folders.add(folder);
    }
    Path venv = environment;
    if (venv != null) {
      folders.add(packages(venv));
    }
    return folders;
  }

  private static Path packages(Path venv) {
    Path library = venv.resolve("lib");
    if (Files.isDirectory(library)) {
      try (DirectoryStream<Path> versions = Files.newDirectoryStream(library, "*python*")) {
        for (Path version : versions) {
          Path packages = version.resolve("site-packages");
          if (Files.isDirectory(packages)) {
            return packages;
          }
        }
      } catch (IOException e) {
        throw new UsageException("--venv: cannot read " + library + ": " + e.getMessage());
      }
    }
    throw new UsageException(
        "--venv: "
            + venv
            + " is no virtual environment: it has no lib/python*/site-packages; make one with"
            + " python3 -m venv "
            + venv);
  }
}
