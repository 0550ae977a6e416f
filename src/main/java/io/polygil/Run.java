package io.polygil;

import io.polygil.context.PythonContext;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One piece of Python work that others may wait for, limit in time, and cancel. Whoever comes
 * first, the work's end, its deadline or a cancel, decides what becomes of its context.
 */
final class Run<T extends @Nullable Object> extends CompletableFuture<T> {
  private enum Phase {
    QUEUED,
    RUNNING,
    DONE
  }

  private final Runs runs;
  private final String what;
  private final Function<PythonContext, T> work;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.QUEUED);
  private volatile @Nullable Lending lending;
  private volatile @Nullable Thread thread;
  private volatile boolean awaitsContext;
  private volatile Runnable leaveQueue = () -> {};

  Run(Runs runs, String what, Function<PythonContext, T> work) {
    this.runs = runs;
    this.what = what;
    this.work = work;
  }

  /** Says that it waits in the pool's queue for a context. */
  void awaitContext() {
    awaitsContext = true;
  }

  /** Says that it has got one. */
  void contextCame() {
    awaitsContext = false;
  }

  /** How to leave the pool's queue. */
  void onLeave(Runnable leave) {
    leaveQueue = leave;
    if (phase.get() == Phase.DONE) {
      leave.run();
    }
  }

  /** Runs it on this thread, and gives up one share of the lending afterwards. */
  void run(Lending lent, @Nullable Duration limit) {
    lending = lent;
    thread = Thread.currentThread();
    if (!phase.compareAndSet(Phase.QUEUED, Phase.RUNNING)) {
      // Cancelled before it began: the context is as good as before.
      lent.drop();
      return;
    }
    runs.began(this);
    Future<?> deadline = limit == null ? null : runs.schedule(() -> expire(limit), limit);
    T result = null;
    Throwable failure = null;
    try {
      result = lent.run(work);
    } catch (Throwable e) {
      failure = e;
    }
    if (deadline != null) {
      deadline.cancel(false);
    }
    runs.ended(this);
    boolean first = phase.compareAndSet(Phase.RUNNING, Phase.DONE);
    // Before its result is known: whoever waits for that may at once want a context again.
    lent.drop();
    if (first) {
      finish(result, failure);
    }
  }

  @SuppressWarnings("NullAway") // A result that is null is Python's None.
  private void finish(@Nullable T result, @Nullable Throwable failure) {
    if (failure == null) {
      complete(result);
    } else {
      completeExceptionally(failure);
    }
  }

  private void expire(Duration limit) {
    Thread runner = thread;
    Lending lent = lending;
    if (runner == null || lent == null || !phase.compareAndSet(Phase.RUNNING, Phase.DONE)) {
      return;
    }
    String where = runs.where(runner);
    lent.end(RetirementCause.TIMED_OUT);
    completeExceptionally(runs.timedOut(what, limit, where));
  }

  /** Fails it although its work goes on. */
  void abandon(CancellationException reason) {
    if (phase.compareAndSet(Phase.RUNNING, Phase.DONE)) {
      completeExceptionally(reason);
    }
  }

  /** Cancels the work: it leaves the queue, or its Python is stopped and its context replaced. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    Phase before = phase.getAndSet(Phase.DONE);
    if (before == Phase.QUEUED) {
      leaveQueue.run();
    } else if (before == Phase.RUNNING) {
      Lending lent = lending;
      if (lent != null) {
        lent.end(RetirementCause.CANCELLED);
      }
    }
    return super.cancel(mayInterruptIfRunning);
  }

  private Runs.Waiting waiting() {
    return runs.waiting(() -> awaitsContext && !isDone(), () -> cancel(false));
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    try (Runs.Waiting _ = waiting()) {
      return super.get();
    }
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (Runs.Waiting _ = waiting()) {
      return super.get(timeout, unit);
    }
  }

  @Override
  public T join() {
    try (Runs.Waiting _ = waiting()) {
      return super.join();
    }
  }
}
