package io.polygil;

import io.polygil.context.ContextOptions;
import io.polygil.context.ConversionException;
import io.polygil.context.ModuleFinder;
import io.polygil.context.Permissions;
import io.polygil.context.PythonContext;
import io.polygil.context.PythonEngine;
import io.polygil.context.PythonException;
import io.polygil.context.ResourceModules;
import io.polygil.kernel.KernelListener;
import io.polygil.kernel.KernelModules;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of Python contexts on one shared engine, each with a GIL of its own. Thread-safe.
 *
 * <p>Contexts are made when they are first needed, one at a time. Waiters are served in the order
 * in which they came; a waiter takes whichever comes first, a returned context or its turn to make
 * one.
 */
public final class PythonPool implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final String name;
  private final int maximumSize;
  private final Duration acquireTimeout;
  private final ContextOptions options;
  private final PythonEngine engine;
  private final ExecutorService workers;

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final Deque<PythonContext> idle = new ArrayDeque<>();
  private final List<PythonContext> all = new ArrayList<>();
  private boolean creating;
  private boolean closed;
  private int waiting;

  private PythonPool(Builder builder) {
    name = builder.name;
    engine = new PythonEngine(builder.permissions);
    maximumSize = builder.maximumSize;
    acquireTimeout = builder.acquireTimeout;
    List<ModuleFinder> finders = new ArrayList<>();
    finders.add(new ResourceModules(PythonPool.class, "python"));
    finders.addAll(builder.modules);
    finders.add(KernelModules.of(builder.kernels, builder.listener));
    options =
        new ContextOptions(
            builder.modulePath, finders, builder.permissions, builder.in, builder.out, builder.err);
    workers =
        Executors.newFixedThreadPool(
            maximumSize, Thread.ofPlatform().daemon().name(name + "-", 1).factory());
  }

  /** A pool with the defaults: as many contexts as cores, sandboxed, 30 s to acquire. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Leases a context, waiting for one if all are leased.
   *
   * @throws PoolTimeoutException if none became free within the acquire time-out
   * @throws IllegalStateException if the pool is closed
   * @throws PythonException if a new context could not be made
   */
  public PythonLease acquire() {
    PythonContext context = take();
    return new PythonLease(context, this::giveBack);
  }

  /**
   * Calls a Python function in any context of the pool, on the calling thread.
   *
   * @param function {@code module:function}
   * @param type what the result must be
   * @throws PoolTimeoutException if no context became free in time
   * @throws PythonException whatever import or function raise
   * @throws ConversionException if the result is no {@code type}, or an argument has no Python form
   */
  public <T> @Nullable T call(String function, Class<T> type, @Nullable Object... arguments) {
    try (PythonLease lease = acquire()) {
      return lease.call(function, type, arguments);
    }
  }

  /**
   * Calls a Python function once for each item, over all contexts at once.
   *
   * @return the results in the items' order
   * @throws PythonException the first failure in the items' order; calls that have not begun by
   *     then do not begin
   * @throws CancellationException if the calling thread was interrupted; its interrupt is kept
   */
  public <T> List<T> map(String function, Class<T> type, List<?> items) {
    List<Future<@Nullable T>> futures = new ArrayList<>(items.size());
    for (Object item : items) {
      futures.add(workers.submit(() -> call(function, type, item)));
    }
    List<T> results = new ArrayList<>(items.size());
    try {
      for (Future<@Nullable T> future : futures) {
        @SuppressWarnings("NullAway") // None stays null where T is a reference type.
        T result = future.get();
        results.add(result);
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while mapping " + function);
    } finally {
      futures.forEach(future -> future.cancel(false));
    }
  }

  /** The pool's state now. */
  public PoolStatistics statistics() {
    lock.lock();
    try {
      return new PoolStatistics(all.size(), all.size() - idle.size(), idle.size(), waiting);
    } finally {
      lock.unlock();
    }
  }

  /** Whether Python is compiled or only interpreted in this process. */
  public PythonEngine.Execution execution() {
    return engine.execution();
  }

  /** The version of the Python language, such as {@code 3.12.8}. */
  public String pythonVersion() {
    return engine.pythonVersion();
  }

  private PythonContext take() {
    long deadlineNanos = System.nanoTime() + acquireTimeout.toNanos();
    lock.lock();
    try {
      waiting++;
      try {
        while (true) {
          if (closed) {
            throw new IllegalStateException("Pool \"" + name + "\" is closed");
          }
          PythonContext context = idle.pollFirst();
          if (context != null) {
            return context;
          }
          if (!creating && all.size() < maximumSize) {
            creating = true;
            break;
          }
          long leftNanos = deadlineNanos - System.nanoTime();
          if (leftNanos <= 0) {
            throw new PoolTimeoutException(
                name,
                acquireTimeout,
                new PoolStatistics(all.size(), all.size() - idle.size(), idle.size(), waiting));
          }
          long _ = changed.awaitNanos(leftNanos);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException(
            "Interrupted while waiting for a context of pool \"" + name + "\"");
      } finally {
        waiting--;
      }
    } finally {
      lock.unlock();
    }
    return create();
  }

  // Outside the lock: contexts that come back meanwhile serve other waiters.
  private PythonContext create() {
    PythonContext context = null;
    try {
      context = engine.create(options);
      return context;
    } finally {
      lock.lock();
      try {
        creating = false;
        if (context != null) {
          all.add(context);
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void giveBack(PythonContext context) {
    lock.lock();
    try {
      // The context used last has the warmest caches.
      idle.addFirst(context);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends every context and the pool's threads. Python that a lease still runs is cancelled; Python
   * threads that outlived their lease are waited for up to 10 s and then cancelled.
   */
  @Override
  public void close() {
    List<PythonContext> contexts;
    List<PythonContext> resting;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      contexts = List.copyOf(all);
      resting = List.copyOf(idle);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    workers.shutdown();
    for (PythonContext context : contexts) {
      if (resting.contains(context)) {
        context.close(CLOSE_LIMIT);
      } else {
        context.cancel();
      }
    }
    engine.close();
    try {
      if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** How a pool is made. Not thread-safe. */
  public static final class Builder {
    private String name = "polygil";
    private int maximumSize = Runtime.getRuntime().availableProcessors();
    private Duration acquireTimeout = Duration.ofSeconds(30);
    private List<Path> modulePath = List.of();
    private List<ModuleFinder> modules = List.of();
    private List<Class<?>> kernels = List.of();
    private KernelListener listener = KernelListener.none();
    private Permissions permissions = Permissions.none();
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = System.out;
    private OutputStream err = System.err;

    private Builder() {}

    /** The pool's name in messages and of its threads. */
    public Builder name(String poolName) {
      name = poolName;
      return this;
    }

    /**
     * How many contexts there are at most; by default as many as cores.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maximumSize(int contexts) {
      if (contexts < 1) {
        throw new IllegalArgumentException("maximumSize must be at least 1, got " + contexts);
      }
      maximumSize = contexts;
      return this;
    }

    /** How long {@link PythonPool#acquire()} waits at most; by default 30 s. */
    public Builder acquireTimeout(Duration timeout) {
      acquireTimeout = timeout;
      return this;
    }

    /**
     * Folders whose modules Python may import, read only, in the order in which they are searched.
     */
    public Builder modulePath(Path... folders) {
      modulePath = List.of(folders);
      return this;
    }

    /**
     * Further sources of modules, asked where the module path and the standard library have none.
     */
    public Builder modules(ModuleFinder... finders) {
      modules = List.of(finders);
      return this;
    }

    /** Kernel classes, found last by Python's import. */
    public Builder kernels(Class<?>... classes) {
      return kernels(List.of(classes));
    }

    /** Kernel classes, found last by Python's import. */
    public Builder kernels(List<Class<?>> classes) {
      kernels = List.copyOf(classes);
      return this;
    }

    /** Told of every kernel call of every context. */
    public Builder kernelListener(KernelListener kernelListener) {
      listener = kernelListener;
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
    public Builder allowFileSystem(Collection<Path> readable, Collection<Path> writable) {
      permissions = permissions.allowFileSystem(readable, writable);
      return this;
    }

    /** Opens sockets and the look-up of host names. */
    public Builder allowNetwork() {
      permissions = permissions.allowNetwork();
      return this;
    }

    /** Opens the start of other programs, which know nothing of the sandbox, and signals. */
    public Builder allowProcesses() {
      permissions = permissions.allowProcesses();
      return this;
    }

    /** Shows these environment variables to Python, whatever this process has. */
    public Builder allowEnvironment(Map<String, String> variables) {
      permissions = permissions.allowEnvironment(variables);
      return this;
    }

    /** Shows these variables of this process to Python; those it does not have are left out. */
    public Builder allowEnvironment(String... names) {
      permissions = permissions.allowEnvironment(names);
      return this;
    }

    /** Opens native code, which can do whatever this process can. */
    public Builder allowNativeExtensions() {
      permissions = permissions.allowNativeExtensions();
      return this;
    }

    /**
     * Opens Java classes to {@code import java}, with all their public members.
     *
     * @param names tells by a class's full name whether it is open; called by several threads at
     *     once
     */
    public Builder allowJavaClasses(Predicate<String> names) {
      permissions = permissions.allowJavaClasses(names);
      return this;
    }

    /** Opens files, network, processes, environment and native code, as {@code python} has them. */
    public Builder allowWhatPythonCommandMay() {
      permissions = Permissions.likePythonCommand();
      return this;
    }

    /** Python's standard streams; by default no input, and this process's output and error. */
    public Builder standardStreams(InputStream input, OutputStream output, OutputStream error) {
      in = input;
      out = output;
      err = error;
      return this;
    }

    /**
     * Makes the pool. No context is made yet.
     *
     * @throws IllegalArgumentException if a kernel class cannot be offered to Python
     */
    public PythonPool build() {
      return new PythonPool(this);
    }
  }
}
