package io.polygil;

import io.polygil.context.ContextOptions;
import io.polygil.context.ConversionException;
import io.polygil.context.Keywords;
import io.polygil.context.ModuleFinder;
import io.polygil.context.PythonContext;
import io.polygil.context.PythonEngine;
import io.polygil.context.PythonException;
import io.polygil.context.ResourceModules;
import io.polygil.context.ThreadListener;
import io.polygil.context.TypeLiteral;
import io.polygil.context.Values;
import io.polygil.kernel.KernelListener;
import io.polygil.kernel.KernelModules;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded pool of Python contexts, each with a GIL of its own. Thread-safe.
 *
 * <p>Contexts are made when they are first needed, one at a time, by a thread of the pool's.
 * Waiters are served in the order in which they came; each takes whatever comes first, a context
 * that is given back or a new one.
 *
 * <p>{@link #call}, {@link #submit} and {@link #map} run Python on threads of the pool's while the
 * caller, a platform or a virtual thread, waits or goes on; interrupting the waiting thread or
 * cancelling the future stops Python. {@link #acquire} leases a context to a platform thread, which
 * then runs Python itself.
 *
 * <p>A thread that has a lease, or that Python calls while it runs in the pool, gets that same
 * context whenever it calls {@link #call} or {@link #acquire}: leases are re-entrant, and work
 * cannot wait for the context that it has. Work that would wait for a submission that could only
 * wait for the work itself gets an {@link IllegalStateException} at once.
 *
 * <p>Python that was stopped, by a time limit, a cancel or the pool's close, ends at its next
 * safepoint, whatever it catches, without running {@code finally} blocks; its context is replaced.
 * Java code that Python has called is interrupted; if it does not return, its context counts as
 * stuck, is logged with the kernel's name, and is replaced as far as {@link
 * PythonPoolBuilder#maximumStuck} allows.
 */
public final class PythonPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PythonPool.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  // Virtual memory only; Python's recursion limit must be reached before Java's stack ends.
  private static final long STACK_BYTES = 16 << 20;

  private final PoolSettings settings;
  private final PythonEngine engine;
  private final KernelListeners listeners;
  private final KernelModules kernels;
  private final ExecutorService workers;
  private final ScheduledThreadPoolExecutor clock;
  private final PoolCounters counters = new PoolCounters();
  private final ContextPool<Interpreter> pool;
  private final Housekeeping<Interpreter> housekeeping;
  private final LeaseWatch watch;
  private final Lendings lendings;
  private final Runs runs;
  private final ContextExecutors executors;
  private final AtomicBoolean closing = new AtomicBoolean();

  PythonPool(PoolSettings settings) {
    this.settings = settings;
    String name = settings.name();
    engine = new PythonEngine(settings.permissions());
    listeners = new KernelListeners(settings.listener());
    kernels = KernelModules.of(settings.kernels(), listeners);
    workers =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name(name + "-", 1).stackSize(STACK_BYTES).factory());
    clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name(name + "-clock").factory());
    clock.setRemoveOnCancelPolicy(true);
    InterpreterLife life =
        new InterpreterLife(
            settings, options(), engine, workers, this::kernelsNow, this::executors);
    pool = new ContextPool<>(name, settings.limits(), life, workers, System::nanoTime, counters);
    housekeeping = new Housekeeping<>(pool, settings.limits(), life, workers, System::nanoTime);
    watch = new LeaseWatch(name, settings.leaseWarning(), System::nanoTime);
    lendings = new Lendings(name, pool, counters, watch, System::nanoTime);
    runs = new Runs(name, pool, lendings, counters, workers, clock, this::kernelOf);
    executors = new ContextExecutors(settings, pool, runs);
    if (PythonEngine.Execution.here() == PythonEngine.Execution.INTERPRETER) {
      LOG.warn(
          "Pool \"{}\": Python is only interpreted in this JVM, 30 to 150 times slower than compiled:"
              + " put the Graal compiler on the upgrade module path, as Polygil's README says",
          name);
    }
    pool.replenish();
    var _ =
        clock.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private ContextOptions options() {
    List<ModuleFinder> finders = new ArrayList<>();
    finders.add(new ResourceModules(PythonPool.class, "python"));
    finders.addAll(settings.modules());
    finders.add(kernels);
    return ContextOptions.quiet(settings.modulePath(), finders, settings.permissions())
        .withBytecodeCache(settings.bytecodeCache());
  }

  /** A pool with the defaults: as many contexts as cores, sandboxed, 30 s to acquire. */
  public static PythonPoolBuilder builder() {
    return new PythonPoolBuilder();
  }

  /** The pool's name. */
  public String name() {
    return settings.name();
  }

  /**
   * Leases a context to this platform thread, waiting for one if all are leased. Where the thread
   * has a lease already, it gets another one of the same context.
   *
   * @throws PoolTimeoutException if none became free within the acquire time-out
   * @throws IllegalStateException if the pool is closed, or the thread is a virtual one
   * @throws ContextCreationException if a new context could not be made
   * @throws CancellationException if the thread was interrupted; its interrupt is kept
   */
  public PythonLease acquire() {
    return acquire(settings.acquireTimeout());
  }

  /**
   * Leases a context as {@link #acquire()} does, with a time-out of its own.
   *
   * @throws IllegalArgumentException if the time-out is negative
   */
  public PythonLease acquire(Duration timeout) {
    PythonPoolBuilder.notNegative("A time-out", timeout);
    Runs.requirePlatformThread("A lease");
    Lending own = lendings.here().lending();
    if (own != null && own.retain()) {
      return new PythonLease(own, runs, watch, settings.runTimeout());
    }
    Lending lending = lendings.take(timeout);
    lending.own();
    return new PythonLease(lending, runs, watch, settings.runTimeout());
  }

  /**
   * Leases a context that nobody has, also where this thread has one: for a thread that wants
   * several at once. The thread's further calls to {@link #acquire()} and {@link #call} do not meet
   * it. Threads that each hold one and wait for another can wait for one another until their
   * time-outs.
   *
   * @throws PoolTimeoutException if none became free within the acquire time-out
   * @throws IllegalStateException if the pool is closed, or the thread is a virtual one
   * @throws ContextCreationException if a new context could not be made
   * @throws CancellationException if the thread was interrupted; its interrupt is kept
   */
  public PythonLease acquireAnother() {
    Runs.requirePlatformThread("A lease");
    return new PythonLease(
        lendings.take(settings.acquireTimeout()), runs, watch, settings.runTimeout());
  }

  /**
   * Calls a Python function in any context of the pool, and waits for its result.
   *
   * @param function {@code module:function}
   * @param type what the result must be
   * @param arguments what becomes of them {@link Values} says; the last may be {@link Keywords}
   * @throws IllegalArgumentException if {@code function} is not of that form
   * @throws PoolTimeoutException if no context became free in time
   * @throws PythonTimeoutException if the call passed the run time-out
   * @throws PythonException whatever import or function raise
   * @throws ConversionException if the result is no {@code type}, or an argument has no Python form
   * @throws CancellationException if the thread was interrupted, or the pool closed meanwhile
   */
  public <T> @Nullable T call(String function, Class<T> type, @Nullable Object... arguments) {
    return run(function, context -> context.call(function, type, arguments));
  }

  /** As {@link #call(String, Class, Object...)}, for types that no class can say. */
  public <T> @Nullable T call(String function, TypeLiteral<T> type, @Nullable Object... arguments) {
    return run(function, context -> context.call(function, type, arguments));
  }

  /**
   * Makes a Python module a Java object, as {@link PythonLease#as} does, for any number of threads:
   * each call goes to any context of the pool. A method that returns a {@link CompletableFuture} of
   * a type submits its call. Leases a context for a moment, to look the functions up.
   *
   * @throws IllegalArgumentException if {@code type} is no interface, or the module lacks a
   *     function for one of its abstract methods: the message names them
   * @throws PoolTimeoutException if no context became free in time
   * @throws PythonException whatever the import raises
   */
  public <T> T as(Class<T> type, String module) {
    return TypedModule.of(
        type,
        module,
        this::callTyped,
        function -> run(module, context -> context.hasFunction(module, function)));
  }

  private @Nullable Object callTyped(String function, Type result, @Nullable Object[] arguments) {
    Type value = TypedModule.futureOf(result).orElse(null);
    return value == null
        ? run(function, context -> context.call(function, result, arguments))
        : runs.<@Nullable Object>submit(
            function, settings.runTimeout(), context -> context.call(function, value, arguments));
  }

  private <T extends @Nullable Object> T run(String what, Function<PythonContext, T> work) {
    Lending own = lendings.here().lending();
    if (own != null) {
      return own.run(work);
    }
    Lending lending = lendings.take(settings.acquireTimeout());
    return runs.await(runs.start(lending, what, settings.runTimeout(), work));
  }

  /**
   * Calls a Python function in any context of the pool as soon as one is free, however long that
   * takes.
   *
   * @param function {@code module:function}
   * @param type what the result must be
   * @return completes with the result or with what {@link #call} throws. Cancelling it stops its
   *     Python or takes it from the queue
   * @throws IllegalStateException if the pool is closed
   */
  public <T> CompletableFuture<@Nullable T> submit(
      String function, Class<T> type, @Nullable Object... arguments) {
    @Nullable Object[] copy = arguments.clone();
    return runs.submit(
        function, settings.runTimeout(), context -> context.call(function, type, copy));
  }

  /** As {@link #submit(String, Class, Object...)}, for types that no class can say. */
  public <T> CompletableFuture<@Nullable T> submit(
      String function, TypeLiteral<T> type, @Nullable Object... arguments) {
    @Nullable Object[] copy = arguments.clone();
    return runs.submit(
        function, settings.runTimeout(), context -> context.call(function, type, copy));
  }

  /**
   * Calls a Python function once for each item, in as many contexts as are free, and waits for all
   * results. No more items are in flight than the pool has contexts.
   *
   * @return the results in the items' order
   * @throws PythonMapException the first failure, with the item's index; what has not begun then
   *     does not begin, what still runs is cancelled
   * @throws CancellationException if the calling thread was interrupted, which stops all; its
   *     interrupt is kept
   */
  public <T> List<@Nullable T> map(String function, Class<T> type, List<?> items) {
    return map(function, items, (context, item) -> context.call(function, type, item));
  }

  /** As {@link #map(String, Class, List)}, for types that no class can say. */
  public <T> List<@Nullable T> map(String function, TypeLiteral<T> type, List<?> items) {
    return map(function, items, (context, item) -> context.call(function, type, item));
  }

  private <T extends @Nullable Object> List<T> map(
      String function, List<?> items, BiFunction<PythonContext, @Nullable Object, T> call) {
    // A copy: the lanes look at it from threads of their own.
    List<?> copy = Collections.unmodifiableList(new ArrayList<>(items));
    return new Mapping<>(function, runs, settings.runTimeout(), copy, call)
        .run(settings.limits().maximumSize());
  }

  /**
   * Makes a context on the calling thread, which Python then takes for its main thread: the one
   * that signals are for. Otherwise the pool makes contexts on threads of its own. For hosts that
   * run one program, as the {@code python} command does: they call it before they lease. It does
   * nothing where the pool has no room, and leaves a failure to the lease that tries again.
   *
   * @throws IllegalStateException if the pool is closed
   */
  public void makeContextHere() {
    pool.makeHere();
  }

  /** The pool's state now, and what has happened so far. */
  public PoolStatistics statistics() {
    return pool.statistics();
  }

  /** Whether Python is compiled or only interpreted in this process. */
  public PythonEngine.Execution execution() {
    return PythonEngine.Execution.here();
  }

  /** The version of the Python language, such as {@code 3.12.8}. */
  public String pythonVersion() {
    return engine.pythonVersion();
  }

  /**
   * Begins to look at the pool's threads and kernel calls. Until then, and afterwards, it costs
   * nothing.
   *
   * @param kernelListener told of every kernel call
   * @param threadListener told of the threads that enter and leave the pool's contexts
   */
  public PoolObservation observe(KernelListener kernelListener, ThreadListener threadListener) {
    return new PoolObservation(listeners, kernelListener, engine.observe(threadListener));
  }

  private void tick() {
    try {
      watch.recoverLost();
      watch.warnOfLong(pool.contexts());
      housekeeping.run();
    } catch (RuntimeException e) {
      // An exception would end all ticks to come.
      LOG.error("Pool \"{}\": housekeeping failed", settings.name(), e);
    }
  }

  private ContextExecutors executors() {
    return executors;
  }

  private String kernelOf(Thread thread) {
    return kernels
        .runningOn(thread)
        .map(call -> " (it was in the kernel " + call.module() + "." + call.function() + ")")
        .orElse("");
  }

  private String kernelsNow() {
    StringBuilder text = new StringBuilder();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      kernels
          .runningOn(thread)
          .ifPresent(call ->
              text.append(text.isEmpty() ? " In kernels now: " : ", ")
                  .append(call.module())
                  .append('.')
                  .append(call.function())
                  .append(" on thread \"")
                  .append(thread.getName())
                  .append('"'));
    }
    return text.isEmpty() ? "" : text.append('.').toString();
  }

  /**
   * Ends every context and every thread of the pool. Whoever waits for a context fails at once;
   * leases and runs may go on for the close time-out, and are then cancelled; what this thread
   * itself has is cancelled at once. Afterwards every call fails. Kernels that do not return are
   * logged by name; their threads and contexts stay. Closing twice does nothing.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    pool.close();
    Lending own = lendings.here().lending();
    if (own != null) {
      own.end(RetirementCause.POOL_CLOSED);
    }
    boolean interrupted = false;
    boolean ended = false;
    try {
      pool.awaitReturns(TimeUnit.NANOSECONDS.convert(settings.closeTimeout()));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    pool.cancelAll();
    try {
      ended = pool.awaitEnds(settings.closeTimeout().plus(Housekeeping.STUCK_AFTER).toNanos());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    clock.shutdownNow();
    if (ended) {
      engine.close();
    } else {
      housekeeping.run();
      runs.abandonAll();
    }
    workers.shutdown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
