package io.polygil;

import io.polygil.context.PythonException;
import io.polygil.kernel.Buffer;
import io.polygil.kernel.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A worker of an executor: waits for a context, makes calls in it, and gives it back. */
final class ExecutorWorker {
  private enum Place {
    /** In the pool's queue. */
    WAITING,
    /** It has a context. */
    WORKING,
    /** It is none any longer. */
    GONE
  }

  private final ContextExecutor executor;
  private final ContextExecutors pool;
  private final AtomicReference<Place> place = new AtomicReference<>(Place.WAITING);
  private final ConcurrentHashMap.KeySetView<Runnable, Boolean> queued =
      ConcurrentHashMap.newKeySet();
  private volatile @Nullable Lending lending;

  // Of the task that runs now; of the worker's own thread.
  private @Nullable ExecutorTask task;
  private List<Buffer> given = List.of();

  ExecutorWorker(ContextExecutor executor, ContextExecutors pool) {
    this.executor = executor;
    this.pool = pool;
  }

  /**
   * Enters the pool's queue.
   *
   * @throws IllegalStateException if the pool is closed
   */
  void awaitContext() {
    pool.runs()
        .whenFree(this::work, failure -> executor.breakDown(Failures.messageOf(failure)), queued);
  }

  boolean isWaiting() {
    return place.get() == Place.WAITING;
  }

  /** Whether it waits for a context, or its task for another one. */
  boolean isStalled() {
    Lending lent = lending;
    return isWaiting() || (lent != null && pool.runs().waitsInside(lent.context().context()));
  }

  /** Makes it no worker any longer; false unless it still waits. {@link #leaveQueue} is next. */
  boolean withdraw() {
    return place.compareAndSet(Place.WAITING, Place.GONE);
  }

  void leaveQueue() {
    queued.forEach(Runnable::run);
  }

  /** Ends the context with whatever runs in it. */
  void stop() {
    Lending lent = lending;
    if (lent != null) {
      lent.end(RetirementCause.CANCELLED);
    }
  }

  ContextExecutor executor() {
    return executor;
  }

  /** A Buffer to which the present task refers. */
  Buffer shared(int index) {
    return Objects.requireNonNull(task, "no task").shared().get(index);
  }

  /** Takes a Buffer to which the present task's result refers, and gives its index. */
  int give(Buffer buffer) {
    given.add(buffer);
    return given.size() - 1;
  }

  private void work(Lending lent) {
    lending = lent;
    if (!place.compareAndSet(Place.WAITING, Place.WORKING)) {
      lent.drop();
      return;
    }
    lent.context().context().employ(this);
    long done = 0;
    ExecutorTask next = executor.take();
    while (next != null) {
      run(lent, next);
      done++;
      if (lent.isOver() || done >= executor.tasksPerContext()) {
        break;
      }
      next = executor.take();
    }
    executor.announceOutcomes();
    if (done >= executor.tasksPerContext()) {
      lent.end(RetirementCause.USES);
    }
    leave(lent, done > 0);
  }

  private void run(Lending lent, ExecutorTask next) {
    task = next;
    given = new ArrayList<>(0);
    List<Buffer> shared = given;
    Run<byte @Nullable []> run =
        new Run<>(
            pool.runs(),
            "task " + next.id() + " of a ContextPoolExecutor",
            context -> context.call("polygil._worker:run", byte[].class, next.call().memory()));
    // Not after run() returns: it may have failed at its deadline and never return.
    var _ = run.whenComplete((result, failure) -> ended(lent, next, result, failure, shared));
    if (lent.retain()) {
      run.run(lent, pool.limit());
    } else {
      run.completeExceptionally(lent.over());
    }
    task = null;
  }

  private void ended(
      Lending lent,
      ExecutorTask ended,
      byte @Nullable [] result,
      @Nullable Throwable failure,
      List<Buffer> shared) {
    if (result != null) {
      executor.report(
          TaskOutcome.ended(ended.id(), Buffer.wrap(ElementType.UINT8, result), shared));
    } else if (failure instanceof PythonTimeoutException) {
      executor.report(TaskOutcome.timedOut(ended.id(), Failures.messageOf(failure)));
      lost();
    } else {
      executor.breakDown(why(lent, Objects.requireNonNull(failure)));
      lost();
    }
  }

  private static String why(Lending lent, Throwable failure) {
    if (failure instanceof PythonException python && lent.context().context().isUsable()) {
      String traceback = python.traceback();
      return traceback.isEmpty() ? Failures.messageOf(failure) : traceback;
    } else if (failure instanceof CancellationException) {
      return "a worker's context was ended while it ran a task: " + Failures.messageOf(failure);
    }
    return "a task ended its worker's context: " + Failures.messageOf(failure);
  }

  // Its thread may never come back from Java code that Python has called.
  private void lost() {
    if (place.getAndSet(Place.GONE) == Place.WORKING) {
      executor.left(this);
    }
  }

  private void leave(Lending lent, boolean worked) {
    try {
      if (worked && !lent.isOver()) {
        boolean _ =
            lent.run(context -> {
              context.call("polygil._worker:leave", void.class);
              return true;
            });
      }
    } catch (RuntimeException e) {
      // What this executor has put into the context would meet those who come after it.
      lent.end(RetirementCause.FAILED_RESET);
    } finally {
      lent.context().context().employ(null);
      lent.drop();
      lost();
    }
  }
}
