package io.polygil.context;

import io.polygil.context.Permissions.Door;
import io.polygil.context.SandboxFileSystem.Existence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Instrument;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.jspecify.annotations.Nullable;

/**
 * Makes contexts that share compiled code. One engine serves all contexts of a pool; thread-safe.
 */
public final class PythonEngine implements AutoCloseable {
  private static final HostAccess KERNELS_ONLY =
      HostAccess.newBuilder(HostAccess.EXPLICIT).methodScoping(false).build();

  // Each of these leads from any object to classes that the permissions keep closed.
  private static final HostAccess JAVA_CLASSES =
      HostAccess.newBuilder(HostAccess.ALL)
          .methodScoping(false)
          .denyAccess(Class.class)
          .denyAccess(ClassLoader.class)
          .denyAccess(Module.class)
          .denyAccess(ModuleLayer.class)
          .denyAccess(MethodHandles.Lookup.class)
          .denyAccess(AccessibleObject.class)
          .denyAccess(Proxy.class)
          .build();

  private static final AtomicReference<@Nullable FutureTask<Engine>> PREPARED =
      new AtomicReference<>();

  private final Engine engine;
  private final HostAccess hostAccess;

  /** Starts an engine for contexts that see no Java classes. */
  public PythonEngine() {
    this(Permissions.none());
  }

  /**
   * Starts an engine. The first context made from it takes seconds, later ones a tenth.
   *
   * @param permissions of the contexts to come. They may differ in all but this: contexts share
   *     compiled code only if Java classes are open to all of them or to none
   */
  public PythonEngine(Permissions permissions) {
    hostAccess = hostAccess(permissions);
    FutureTask<Engine> started = PREPARED.getAndSet(null);
    engine = started == null ? start() : prepared(started);
  }

  private static Engine start() {
    // An interpreter-only run is announced by the commands in one line of their own.
    return Engine.newBuilder("python")
        .allowExperimentalOptions(true)
        .option("engine.WarnInterpreterOnly", "false")
        .build();
  }

  /**
   * Begins to start the process's first engine, on a thread of its own: whoever makes a {@code
   * PythonEngine} soon after waits less.
   */
  public static void prepare() {
    FutureTask<Engine> starting = new FutureTask<>(PythonEngine::start);
    if (PREPARED.compareAndSet(null, starting)) {
      Thread.ofPlatform().daemon().name("polygil-engine").start(starting);
    }
  }

  private static Engine prepared(FutureTask<Engine> started) {
    try {
      return started.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return start();
    } catch (ExecutionException e) {
      // It fails here as well, and with a stack that says who wanted it.
      return start();
    }
  }

  private static HostAccess hostAccess(Permissions permissions) {
    return permissions.javaClasses() == null ? KERNELS_ONLY : JAVA_CLASSES;
  }

  /** Whether Python is compiled or only interpreted in this process. */
  public Execution execution() {
    return engine.getImplementationName().contains("Interpreted")
        ? Execution.INTERPRETER
        : Execution.JIT;
  }

  /** The version of GraalPy, such as {@code 25.0.3}. */
  public String version() {
    // The engine itself only knows the version of a GraalVM, where it runs on one.
    String version =
        ResourceModules.read(Engine.class, "/META-INF/graalvm/org.graalvm.polyglot/version");
    return version == null ? engine.getVersion() : version.strip();
  }

  /** The version of the Python language, such as {@code 3.12.8}. */
  public String pythonVersion() {
    return Objects.requireNonNull(engine.getLanguages().get("python"), "python").getVersion();
  }

  /**
   * Makes a context. It is safe for use by several platform threads; they share its GIL.
   *
   * @throws PythonException if Python fails to start
   * @throws IllegalArgumentException if the permissions open Java classes and those with which the
   *     engine was started do not, or the other way round
   */
  public PythonContext create(ContextOptions options) {
    Permissions permissions = options.permissions();
    if (!hostAccess(permissions).equals(hostAccess)) {
      throw new IllegalArgumentException(
          "Java classes are open to all contexts of an engine or to none: start another engine"
              + " with these permissions ("
              + permissions
              + ")");
    }
    Context.Builder builder =
        Context.newBuilder("python")
            .engine(engine)
            .allowExperimentalOptions(true)
            .allowHostAccess(hostAccess)
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowCreateThread(true)
            .in(options.in())
            .out(options.out())
            .err(options.err())
            .option("python.ForceImportSite", "false");
    Path bytecode = options.bytecodeCache();
    builder.option("python.DontWriteBytecodeFlag", String.valueOf(bytecode == null));
    if (bytecode != null) {
      builder.option("python.PyCachePrefix", bytecode.toAbsolutePath().toString());
    }
    if (!options.modulePath().isEmpty()) {
      builder.option(
          "python.PythonPath",
          String.join(
              java.io.File.pathSeparator,
              options.modulePath().stream().map(Path::toString).toList()));
    }
    Predicate<String> javaClasses = permissions.javaClasses();
    if (javaClasses != null) {
      builder.allowHostClassLookup(javaClasses);
    }
    builder
        .allowIO(files(options))
        .allowCreateProcess(permissions.isOpen(Door.PROCESSES))
        .allowNativeAccess(permissions.isOpen(Door.NATIVE_EXTENSIONS))
        .allowEnvironmentAccess(
            permissions.isOpen(Door.WHOLE_ENVIRONMENT)
                ? EnvironmentAccess.INHERIT
                : EnvironmentAccess.NONE)
        .environment(permissions.environment());
    return PythonContext.start(builder.build(), options.finders(), permissions.closedDoors());
  }

  private static IOAccess files(ContextOptions options) {
    Permissions permissions = options.permissions();
    IOAccess.Builder access =
        IOAccess.newBuilder().allowHostSocketAccess(permissions.isOpen(Door.NETWORK));
    if (permissions.isOpen(Door.ALL_FILES)) {
      return access.allowHostFileAccess(true).build();
    }
    List<Path> readable = new ArrayList<>(options.modulePath());
    readable.addAll(permissions.readable());
    try {
      FileSystem files =
          new SandboxFileSystem(
              readable,
              permissions.writable(),
              permissions.isOpen(Door.PROCESSES) ? Existence.KNOWN : Existence.HIDDEN);
      return access.fileSystem(files).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Begins to look at the threads that run Python in this engine's contexts. Until then it costs
   * nothing.
   */
  public Observation observe(ThreadListener listener) {
    Instrument instrument =
        Objects.requireNonNull(
            engine.getInstruments().get(ThreadInstrument.ID), ThreadInstrument.ID);
    return instrument.lookup(ThreadInstrument.Observations.class).begin(listener);
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
