package io.polygil.context;

import com.oracle.truffle.api.Truffle;
import io.polygil.context.Permissions.Door;
import io.polygil.context.SandboxFileSystem.Existence;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.jspecify.annotations.Nullable;

/**
 * Makes contexts: such that share the code that the compiler makes of their Python, and such that
 * have it alone. One engine serves all contexts of a pool; thread-safe.
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

  // An interpreter-only run is announced by the commands in one line of their own.
  private static final String WARN_INTERPRETER_ONLY = "engine.WarnInterpreterOnly";

  // While the compiler itself is cold, each function takes it a second or more, and TruffleString's
  // searches report a million rounds each: without these, importlib's functions would be compiled
  // at their third call, and a program's own code after them. A loop that runs already comes before
  // any function; a function is compiled at its 25th call at the earliest (a regular expression
  // that reads long texts, too); and an empty queue halves the threshold of 400 calls and rounds
  // instead of dividing it by ten.
  private static final Map<String, String> COMPILATION =
      Map.of(
          "engine.TraversingQueueOSRBonus", "1000000",
          "engine.FirstTierMinInvokeThreshold", "25",
          "engine.DynamicCompilationThresholdsMinScale", "0.5");

  private static final AtomicReference<@Nullable FutureTask<Engine>> PREPARED =
      new AtomicReference<>();

  private final HostAccess hostAccess;
  private final Set<PythonContext> alone = Collections.newSetFromMap(new WeakHashMap<>());
  private final List<Observation> observations = new ArrayList<>();
  private @Nullable Engine shared;
  private boolean closed;

  /** For contexts that see no Java classes. */
  public PythonEngine() {
    this(Permissions.none());
  }

  /**
   * Starts nothing yet. The first context made from it takes seconds, later ones a tenth.
   *
   * @param permissions of the contexts to come. They may differ in all but this: contexts share
   *     compiled code only if Java classes are open to all of them or to none
   */
  public PythonEngine(Permissions permissions) {
    hostAccess = hostAccess(permissions);
  }

  private static Engine start() {
    ResourceFolder.choose();
    return Engine.newBuilder("python")
        .allowExperimentalOptions(true)
        .options(engineOptions())
        .build();
  }

  private static Map<String, String> engineOptions() {
    Map<String, String> options = new HashMap<>();
    options.put(WARN_INTERPRETER_ONLY, "false");
    if (Execution.here() == Execution.JIT) {
      // An interpreter-only JVM does not know them.
      options.putAll(COMPILATION);
    }
    return options;
  }

  private synchronized Engine shared() {
    requireOpen();
    if (shared == null) {
      FutureTask<Engine> started = PREPARED.getAndSet(null);
      shared = started == null ? start() : prepared(started);
      observe(shared);
    }
    return shared;
  }

  private void requireOpen() {
    if (closed) {
      throw closed();
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("The engine is closed");
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

  /** The version of GraalPy, such as {@code 25.0.3}. */
  public String version() {
    // The engine itself only knows the version of a GraalVM, where it runs on one.
    String version =
        ResourceModules.read(Engine.class, "/META-INF/graalvm/org.graalvm.polyglot/version");
    return version == null ? shared().getVersion() : version.strip();
  }

  /** The version of the Python language, such as {@code 3.12.8}. */
  public String pythonVersion() {
    return Objects.requireNonNull(shared().getLanguages().get("python"), "python").getVersion();
  }

  /**
   * Makes a context that shares compiled code with all others made by this method: what one of them
   * has warmed up is warm in the next. It is safe for use by several platform threads; they share
   * its GIL.
   *
   * @throws PythonException if Python fails to start
   * @throws IllegalArgumentException if the permissions open Java classes and those with which the
   *     engine was started do not, or the other way round
   */
  public PythonContext create(ContextOptions options) {
    return start(builder(options).engine(shared()).build(), options);
  }

  /**
   * Makes a context whose code is compiled for it alone, so that it need not ask at each step whose
   * it is: a call of a kernel takes a fifth to a half of the time that it takes where code is
   * shared. It warms up alone. All else is as in {@link #create}.
   *
   * @throws PythonException if Python fails to start
   * @throws IllegalArgumentException as {@link #create} does
   */
  public PythonContext createAlone(ContextOptions options) {
    ResourceFolder.choose();
    // An engine that is given to a builder is one to be shared, also where nobody else has it.
    Context.Builder builder =
        builder(options)
            .options(engineOptions())
            // Else it would be the context's own standard error, and with it all that is the
            // context's would stay until the compiler has come to the last of its code.
            .logHandler(new ProcessErrors());
    PythonContext created = start(builder.build(), options);
    synchronized (this) {
      if (!closed) {
        alone.add(created);
        observe(created.engine());
        return created;
      }
    }
    created.cancel();
    throw closed();
  }

  private static PythonContext start(Context context, ContextOptions options) {
    return PythonContext.start(context, options.finders(), options.permissions().closedDoors());
  }

  private Context.Builder builder(ContextOptions options) {
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
    return builder;
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
  public synchronized Observation observe(ThreadListener listener) {
    Observation observation = new Observation(listener, this::forget);
    observations.add(observation);
    if (shared != null) {
      observation.attach(shared);
    }
    alone.forEach(context -> observation.attach(context.engine()));
    return observation;
  }

  private void observe(Engine engine) {
    observations.forEach(observation -> observation.attach(engine));
  }

  private synchronized void forget(Observation observation) {
    observations.remove(observation);
  }

  /** Ends the engine and every context made from it. */
  @Override
  public void close() {
    List<Engine> engines;
    synchronized (this) {
      closed = true;
      engines = new ArrayList<>();
      alone.forEach(context -> engines.add(context.engine()));
      if (shared != null) {
        engines.add(shared);
      }
    }
    engines.forEach(engine -> engine.close(true));
  }

  /** This process's standard error, which an engine's end does not close. */
  private static final class ProcessErrors extends OutputStream {
    @Override
    public void write(int octet) {
      System.err.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      System.err.write(bytes, offset, length);
    }

    @Override
    public void flush() {
      System.err.flush();
    }
  }

  /** How Python runs. */
  public enum Execution {
    /** Compiled to machine code by the Graal compiler once it is hot. */
    JIT,
    /** Interpreted throughout, 30 to 150 times slower: the JVM started without the compiler. */
    INTERPRETER;

    /** How it runs in this process. */
    public static Execution here() {
      return Truffle.getRuntime().getName().contains("Interpreted") ? INTERPRETER : JIT;
    }
  }
}
