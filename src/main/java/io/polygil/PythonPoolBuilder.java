package io.polygil;

import io.polygil.context.ModuleFinder;
import io.polygil.context.Permissions;
import io.polygil.kernel.KernelListener;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a pool is made. Not thread-safe. Every method gives this builder. */
public final class PythonPoolBuilder {
  private static final Logger OUTPUT = LoggerFactory.getLogger("io.polygil.python");

  private String name = "polygil";
  private int minimumIdle = 0;
  private int maximumSize = Runtime.getRuntime().availableProcessors();
  private int maximumStuck = -1;
  private int maximumUses = Integer.MAX_VALUE;
  private @Nullable Duration maximumLifetime;
  private @Nullable Duration idleTimeout;
  private @Nullable Duration keepAlive;
  private Isolation isolation = Isolation.SHARED;
  private Duration acquireTimeout = Duration.ofSeconds(30);
  private @Nullable Duration runTimeout;
  private Duration closeTimeout = Duration.ofSeconds(10);
  private @Nullable Duration leaseWarning;
  private String warmUp = "";
  private List<Path> modulePath = List.of();
  private @Nullable Path bytecodeCache;
  private List<ModuleFinder> modules = List.of();
  private List<Class<?>> kernelClasses = List.of();
  private List<Object> kernelObjects = List.of();
  private KernelListener listener = KernelListener.none();
  private Permissions permissions = Permissions.none();
  private CodeSharing codeSharing = CodeSharing.ALL;
  private Consumer<PythonOutput> output = PythonPoolBuilder::log;
  private PoolSettings.@Nullable Streams streams;

  PythonPoolBuilder() {}

  /** The pool's name in messages, logs and metrics, and of its threads; by default "polygil". */
  public PythonPoolBuilder name(String poolName) {
    name = Objects.requireNonNull(poolName, "poolName");
    return this;
  }

  /**
   * How many contexts there are at most; by default as many as cores. Contexts that are being ended
   * come on top, see {@link #maximumStuck}.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public PythonPoolBuilder maximumSize(int contexts) {
    maximumSize = atLeast("maximumSize", 1, contexts);
    return this;
  }

  /**
   * How many idle contexts are kept ready, as far as {@link #maximumSize} allows; by default none,
   * with {@link Isolation#FRESH} as many as may be. They are made in the background.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PythonPoolBuilder minimumIdle(int contexts) {
    minimumIdle = atLeast("minimumIdle", 0, contexts);
    return this;
  }

  /**
   * How many contexts that are ended but still there are replaced at most; by default {@link
   * #maximumSize}. A context that was cancelled is gone within milliseconds, unless a Java kernel
   * in it does not return: each of these takes a context's memory and a thread for as long as it
   * lasts.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PythonPoolBuilder maximumStuck(int contexts) {
    maximumStuck = atLeast("maximumStuck", 0, contexts);
    return this;
  }

  /**
   * How often a context is leased before it is replaced; by default without end.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public PythonPoolBuilder maximumUses(int leases) {
    maximumUses = atLeast("maximumUses", 1, leases);
    return this;
  }

  /**
   * How old a context gets before it is replaced, when nobody has it; by default without end. Each
   * gets up to a tenth less, by chance, so that those made together do not go together.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public PythonPoolBuilder maximumLifetime(Duration lifetime) {
    maximumLifetime = positive("maximumLifetime", lifetime);
    return this;
  }

  /**
   * After what idle time a context beyond {@link #minimumIdle} is ended; by default never.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public PythonPoolBuilder idleTimeout(Duration timeout) {
    idleTimeout = positive("idleTimeout", timeout);
    return this;
  }

  /**
   * After what idle time a context is asked to run a little Python, and is replaced if it does not;
   * by default never.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public PythonPoolBuilder keepAlive(Duration interval) {
    keepAlive = positive("keepAlive", interval);
    return this;
  }

  /** What leases see of those before them; by default {@link Isolation#SHARED}. */
  public PythonPoolBuilder isolation(Isolation between) {
    isolation = Objects.requireNonNull(between, "between");
    return this;
  }

  /**
   * How long {@link PythonPool#acquire()} and {@link PythonPool#call} wait for a context; by
   * default 30 s.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PythonPoolBuilder acquireTimeout(Duration timeout) {
    acquireTimeout = notNegative("acquireTimeout", timeout);
    return this;
  }

  /**
   * How long one run of Python may last: a call, an exec, an eval, or the call for one item of a
   * map. By default as long as it likes. Waiting for a context does not count.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public PythonPoolBuilder runTimeout(Duration timeout) {
    runTimeout = positive("runTimeout", timeout);
    return this;
  }

  /**
   * How long {@link PythonPool#close()} waits for running work before it cancels it; by default 10
   * s.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PythonPoolBuilder closeTimeout(Duration timeout) {
    closeTimeout = notNegative("closeTimeout", timeout);
    return this;
  }

  /**
   * After what time a lease that is still held is logged, with the stack of its borrower; by
   * default never. Recording that stack makes each lease cost a few microseconds. Leases that are
   * lost without having been closed are logged in any case, and their contexts recovered.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public PythonPoolBuilder leaseWarning(Duration held) {
    leaseWarning = positive("leaseWarning", held);
    return this;
  }

  /**
   * Python statements run once in each new context before it is lent: imports, or a function that
   * is to be hot. If they raise, the context is not lent and whoever waits for it gets a {@link
   * ContextCreationException}.
   */
  public PythonPoolBuilder warmUp(String code) {
    warmUp = Objects.requireNonNull(code, "code");
    return this;
  }

  /**
   * Folders whose modules Python may import, read only, in the order in which they are searched.
   *
   * @throws IllegalArgumentException if one is no folder
   */
  public PythonPoolBuilder modulePath(Path... folders) {
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new IllegalArgumentException("modulePath: there is no folder " + folder);
      }
    }
    modulePath = List.of(folders);
    return this;
  }

  /**
   * A folder where Python keeps the bytecode of the modules that it has compiled, so that the next
   * context, or process, imports them sooner. It may be shared. Contexts that may not write there
   * compile each module anew, as all do by default.
   */
  public PythonPoolBuilder bytecodeCache(Path folder) {
    bytecodeCache = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /** Further sources of modules, asked where the module path and the standard library have none. */
  public PythonPoolBuilder modules(ModuleFinder... finders) {
    modules = List.of(finders);
    return this;
  }

  /** Which contexts share compiled code; by default {@link CodeSharing#ALL}. */
  public PythonPoolBuilder codeSharing(CodeSharing between) {
    codeSharing = Objects.requireNonNull(between, "between");
    return this;
  }

  /** More kernel classes, found last by Python's import. */
  public PythonPoolBuilder kernels(Class<?>... classes) {
    return kernels(List.of(classes));
  }

  /** More kernel classes, found last by Python's import. */
  public PythonPoolBuilder kernels(List<Class<?>> classes) {
    kernelClasses = Stream.concat(kernelClasses.stream(), classes.stream()).toList();
    return this;
  }

  /**
   * More objects of kernel classes, whose state all contexts share: they must be thread-safe. For
   * kernels that need what the program has, such as a connection pool.
   */
  public PythonPoolBuilder kernelObjects(Object... objects) {
    kernelObjects = Stream.concat(kernelObjects.stream(), Arrays.stream(objects)).toList();
    return this;
  }

  /** Told of every kernel call of every context. */
  public PythonPoolBuilder kernelListener(KernelListener kernelListener) {
    listener = Objects.requireNonNull(kernelListener, "kernelListener");
    return this;
  }

  /**
   * Opens folders, with all below them; links must not lead out of them. By default only the
   * standard library and the module path can be read.
   *
   * @param readable may be read
   * @param writable may be read and changed
   * @see Permissions#allowFileSystem(Collection, Collection)
   */
  public PythonPoolBuilder allowFileSystem(Collection<Path> readable, Collection<Path> writable) {
    permissions = permissions.allowFileSystem(readable, writable);
    return this;
  }

  /** Opens sockets and the look-up of host names. */
  public PythonPoolBuilder allowNetwork() {
    permissions = permissions.allowNetwork();
    return this;
  }

  /** Opens the start of other programs, which know nothing of the sandbox, and signals. */
  public PythonPoolBuilder allowProcesses() {
    permissions = permissions.allowProcesses();
    return this;
  }

  /** Shows these environment variables to Python, whatever this process has. */
  public PythonPoolBuilder allowEnvironment(Map<String, String> variables) {
    permissions = permissions.allowEnvironment(variables);
    return this;
  }

  /** Shows these variables of this process to Python; those it does not have are left out. */
  public PythonPoolBuilder allowEnvironment(String... names) {
    permissions = permissions.allowEnvironment(names);
    return this;
  }

  /** Opens native code, which can do whatever this process can. */
  public PythonPoolBuilder allowNativeExtensions() {
    permissions = permissions.allowNativeExtensions();
    return this;
  }

  /**
   * Opens Java classes to {@code import java}, with all their public members.
   *
   * @param names tells by a class's full name whether it is open; called by several threads at once
   */
  public PythonPoolBuilder allowJavaClasses(Predicate<String> names) {
    permissions = permissions.allowJavaClasses(names);
    return this;
  }

  /** Opens files, network, processes, environment and native code, as {@code python} has them. */
  public PythonPoolBuilder allowWhatPythonCommandMay() {
    permissions = Permissions.likePythonCommand();
    return this;
  }

  /**
   * Gets each line that Python writes on its standard output and error, on the thread that wrote it
   * and while that holds the GIL: it must be quick. By default lines go to the SLF4J logger
   * "io.polygil.python", output at level INFO, errors at WARN, with the pool's name and the lease's
   * id.
   */
  public PythonPoolBuilder output(Consumer<PythonOutput> consumer) {
    output = Objects.requireNonNull(consumer, "consumer");
    return this;
  }

  /** Python's standard streams, shared by all contexts, in place of {@link #output}. */
  public PythonPoolBuilder standardStreams(
      InputStream input, OutputStream standardOutput, OutputStream standardError) {
    streams = new PoolSettings.Streams(input, standardOutput, standardError);
    return this;
  }

  /**
   * Makes the pool. Contexts are made when they are first needed, or in the background as {@link
   * #minimumIdle} wants.
   *
   * @throws IllegalArgumentException if a kernel class cannot be offered to Python
   */
  public PythonPool build() {
    boolean fresh = isolation == Isolation.FRESH;
    return new PythonPool(
        new PoolSettings(
            name,
            new PoolLimits(
                fresh && minimumIdle == 0 ? maximumSize : minimumIdle,
                maximumSize,
                maximumStuck < 0 ? maximumSize : maximumStuck,
                fresh ? 1 : maximumUses,
                maximumLifetime,
                idleTimeout,
                keepAlive,
                isolation == Isolation.RESET
                    ? PoolLimits.Reset.BETWEEN_LEASES
                    : PoolLimits.Reset.NEVER),
            acquireTimeout,
            runTimeout,
            closeTimeout,
            leaseWarning,
            warmUp,
            modulePath,
            bytecodeCache,
            modules,
            Stream.concat(kernelClasses.stream(), kernelObjects.stream()).toList(),
            listener,
            permissions,
            codeSharing,
            output,
            streams));
  }

  private static void log(PythonOutput line) {
    String text = "[{} {}] {}";
    switch (line.stream()) {
      case OUT -> OUTPUT.info(text, line.pool(), line.lease(), line.line());
      case ERR -> OUTPUT.warn(text, line.pool(), line.lease(), line.line());
    }
  }

  private static int atLeast(String what, int least, int number) {
    if (number < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", got " + number);
    }
    return number;
  }

  static Duration notNegative(String what, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(what + " must not be negative, got " + duration);
    }
    return duration;
  }

  static Duration positive(String what, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(what + " must be positive, got " + duration);
    }
    return duration;
  }
}
