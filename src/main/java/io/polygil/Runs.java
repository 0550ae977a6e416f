package io.polygil;

import io.polygil.context.PythonContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs Python work on threads of the pool's, so that its caller can go on without it. */
final class Runs {
  private final String poolName;
  private final ContextPool<Interpreter> pool;
  private final Lendings lendings;
  private final PoolCounters counters;
  private final ExecutorService workers;
  private final ScheduledExecutorService clock;
  private final Function<Thread, String> whereabouts;
  private final Set<Run<?>> running = ConcurrentHashMap.newKeySet();
  private final Map<Lending, Integer> insideWaits = new HashMap<>();

  Runs(
      String poolName,
      ContextPool<Interpreter> pool,
      Lendings lendings,
      PoolCounters counters,
      ExecutorService workers,
      ScheduledExecutorService clock,
      Function<Thread, String> whereabouts) {
    this.poolName = poolName;
    this.pool = pool;
    this.lendings = lendings;
    this.counters = counters;
    this.workers = workers;
    this.clock = clock;
    this.whereabouts = whereabouts;
  }

  /** Runs work in a context that is lent already, on a thread of the pool's, and waits for it. */
  <T extends @Nullable Object> T runAndWait(
      Lending lending, String what, @Nullable Duration limit, Function<PythonContext, T> work) {
    if (!lending.retain()) {
      throw lending.over();
    }
    return await(start(lending, what, limit, work));
  }

  /** Starts work in a context of which the caller passes one share on. */
  <T extends @Nullable Object> Run<T> start(
      Lending lending, String what, @Nullable Duration limit, Function<PythonContext, T> work) {
    Run<T> run = new Run<>(this, what, work);
    try {
      workers.execute(() -> run.run(lending, limit));
    } catch (RejectedExecutionException e) {
      lending.drop();
      throw closedMeanwhile();
    }
    return run;
  }

  private CancellationException closedMeanwhile() {
    return new CancellationException("Pool \"" + poolName + "\" was closed while Python ran");
  }

  void began(Run<?> run) {
    running.add(run);
  }

  void ended(Run<?> run) {
    running.remove(run);
  }

  /** Tells whoever still waits that nothing will come: what they wait for does not end. */
  void abandonAll() {
    running.forEach(run -> run.abandon(closedMeanwhile()));
  }

  /** Leases a context that nobody has or waits for, or gives null. */
  @Nullable Lending leaseFree() {
    return lendings.tryTake();
  }

  /**
   * Hands a context over to a worker as soon as there is one.
   *
   * @param failed told, on a worker, if none will come
   * @param queued holds how to leave the queue while it waits
   */
  void whenFree(Consumer<Lending> taker, Consumer<RuntimeException> failed, Set<Runnable> queued) {
    AtomicReference<Runnable> leave = new AtomicReference<>(() -> {});
    Runnable entry = () -> leave.get().run();
    queued.add(entry);
    leave.set(
        lendings.takeLater(
            lending -> {
              queued.remove(entry);
              workers.execute(() -> taker.accept(lending));
            },
            failure -> {
              queued.remove(entry);
              workers.execute(() -> failed.accept(failure));
            }));
  }

  /** Starts work in any context, as soon as there is one. */
  <T extends @Nullable Object> Run<T> submit(
      String what, @Nullable Duration limit, Function<PythonContext, T> work) {
    Run<T> run = new Run<>(this, what, work);
    run.awaitContext();
    run.onLeave(
        lendings.takeLater(
            lending -> {
              run.contextCame();
              workers.execute(() -> run.run(lending, limit));
            },
            // Its dependents are foreign code.
            failure -> workers.execute(() -> run.completeExceptionally(failure))));
    return run;
  }

  /**
   * Waits for work.
   *
   * @throws CancellationException if it or the pool's context was cancelled, or if this thread was
   *     interrupted, which cancels it
   */
  <T extends @Nullable Object> T await(Run<T> run) {
    try {
      return run.get();
    } catch (InterruptedException e) {
      run.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException(
          "Interrupted while waiting for Python in pool \"" + poolName + "\": it was cancelled");
    } catch (ExecutionException | CancellationException e) {
      throw Failures.unwrapped(e);
    }
  }

  /** Whether this thread runs within this very lending. */
  boolean isWithin(Lending lending) {
    return lendings.here().isWithin(lending);
  }

  static void requirePlatformThread(String what) {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException(
          what
              + " is bound to platform threads, since Python cannot run on a virtual one: use the"
              + " pool's call, submit or map, which run Python on the pool's own threads");
    }
  }

  Future<?> schedule(Runnable action, Duration delay) {
    try {
      return clock.schedule(action, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The clock stops when the pool's close has ended every context: nothing can last any longer.
      return CompletableFuture.completedFuture(null);
    }
  }

  /** What a thread does now, as the end of a message's sentence. */
  String where(Thread thread) {
    return whereabouts.apply(thread);
  }

  PythonTimeoutException timedOut(String what, Duration limit, String where) {
    counters.runTimedOut();
    return new PythonTimeoutException(poolName, what, limit, where);
  }

  /** While it is open, this thread waits for work of the pool. */
  interface Waiting extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Says that this thread is about to wait for work of the pool's.
   *
   * @param awaitsContext whether that work still waits for a context
   * @param cancel what to do with it if nobody could ever do it
   * @throws IllegalStateException if that work could only wait for this thread, which itself runs
   *     within the pool: all contexts are lent to work that waits likewise
   */
  Waiting waiting(BooleanSupplier awaitsContext, Runnable cancel) {
    Lending own = awaitsContext.getAsBoolean() ? lendings.here().lending() : null;
    if (own == null) {
      return () -> {};
    }
    synchronized (insideWaits) {
      insideWaits.merge(own, 1, Integer::sum);
      if (!awaitsContext.getAsBoolean() || !pool.isFullOf(this::waitsInside)) {
        return () -> stopWaiting(own);
      }
    }
    stopWaiting(own);
    cancel.run();
    throw selfWait();
  }

  private void stopWaiting(Lending lending) {
    synchronized (insideWaits) {
      insideWaits.computeIfPresent(lending, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /**
   * Says of an executor whose tasks all wait for a context whether nobody could ever give one up.
   *
   * @param waits whether they still do
   * @param refuse told why they cannot go on; before anybody else is asked the same
   */
  void refuseSelfWait(BooleanSupplier waits, Consumer<RuntimeException> refuse) {
    synchronized (insideWaits) {
      if (waits.getAsBoolean() && pool.isFullOf(this::waitsInside)) {
        refuse.accept(selfWait());
      }
    }
  }

  /** Whether what has this context waits for another one of the pool. */
  boolean waitsInside(Interpreter interpreter) {
    Lending lending = interpreter.lending();
    synchronized (insideWaits) {
      return lending != null && (insideWaits.containsKey(lending) || interpreter.isStalled());
    }
  }

  private IllegalStateException selfWait() {
    return new IllegalStateException(
        "Pool \""
            + poolName
            + "\": this work would wait for itself, since every context of the pool is leased to"
            + " work that waits for another one; use call or acquire, which give it the context"
            + " that it has, or raise maximumSize");
  }
}
