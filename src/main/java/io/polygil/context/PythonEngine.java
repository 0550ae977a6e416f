package io.polygil.context;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.FileSystem.Selector;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Makes contexts that share compiled code. One engine serves all contexts of a pool; thread-safe.
 */
public final class PythonEngine implements AutoCloseable {
  // Contexts share compiled code only where their host access is one and the same.
  private static final HostAccess HOST_ACCESS =
      HostAccess.newBuilder(HostAccess.EXPLICIT).methodScoping(false).build();

  private final Engine engine;

  /** Starts an engine. The first context made from it takes seconds, later ones a tenth. */
  public PythonEngine() {
    // An interpreter-only run is announced by the commands in one line of their own.
    engine =
        Engine.newBuilder("python")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .build();
  }

  /** Whether Python is compiled or only interpreted in this process. */
  public Execution execution() {
    return engine.getImplementationName().contains("Interpreted")
        ? Execution.INTERPRETER
        : Execution.JIT;
  }

  /** The version of the Python language, such as {@code 3.12.8}. */
  public String pythonVersion() {
    return Objects.requireNonNull(engine.getLanguages().get("python"), "python").getVersion();
  }

  /**
   * Makes a context. It is safe for use by several platform threads; they share its GIL.
   *
   * @throws PythonException if Python fails to start
   */
  public PythonContext create(ContextOptions options) {
    Context.Builder builder =
        Context.newBuilder("python")
            .engine(engine)
            .allowExperimentalOptions(true)
            .allowHostAccess(HOST_ACCESS)
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowCreateThread(true)
            .in(options.in())
            .out(options.out())
            .err(options.err())
            .option("python.ForceImportSite", "false")
            .option("python.DontWriteBytecodeFlag", "true");
    if (!options.modulePath().isEmpty()) {
      builder.option(
          "python.PythonPath",
          String.join(
              java.io.File.pathSeparator,
              options.modulePath().stream().map(Path::toString).toList()));
    }
    switch (options.permissions()) {
      case SANDBOX -> builder.allowIO(readOnly(options.modulePath()));
      case PYTHON_COMMAND ->
          builder
              .allowIO(IOAccess.ALL)
              .allowCreateProcess(true)
              .allowNativeAccess(true)
              .allowEnvironmentAccess(EnvironmentAccess.INHERIT);
    }
    return PythonContext.start(builder.build(), options.finders());
  }

  private static IOAccess readOnly(List<Path> modulePath) {
    FileSystem files = FileSystem.newReadOnlyFileSystem(FileSystem.newDefaultFileSystem());
    FileSystem onlyModules =
        FileSystem.newCompositeFileSystem(
            FileSystem.newDenyIOFileSystem(),
            Selector.of(files, path -> isBelow(path, modulePath)));
    return IOAccess.newBuilder()
        .fileSystem(FileSystem.allowInternalResourceAccess(onlyModules))
        .build();
  }

  // A link inside the module path must not lead out of it.
  private static boolean isBelow(Path path, List<Path> folders) {
    Path normal = path.toAbsolutePath().normalize();
    if (folders.stream().noneMatch(normal::startsWith)) {
      return false;
    }
    try {
      Path real = normal.toRealPath();
      for (Path folder : folders) {
        if (real.startsWith(folder.toRealPath())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // What does not exist cannot lead out.
      return true;
    }
  }

  /** Ends the engine and every context made from it. */
  @Override
  public void close() {
    engine.close(true);
  }

  /** How Python runs. */
  public enum Execution {
    /** Compiled to machine code by the Graal compiler once it is hot. */
    JIT,
    /** Interpreted throughout, 30 to 150 times slower: the JVM started without the compiler. */
    INTERPRETER
  }
}
