package io.polygil;

import io.polygil.context.PythonContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function for each of many items. There are as many lanes as contexts; a lane takes
 * an item, leases a context, calls, gives it back, and so on: whoever else waits for a context gets
 * its turn between two items.
 */
final class Mapping<T extends @Nullable Object> {
  /** So long the calls beside a failed one may still end by themselves, and keep their contexts. */
  private static final Duration GRACE = Duration.ofMillis(100);

  private final String function;
  private final Runs runs;
  private final @Nullable Duration limit;
  private final List<?> items;
  private final BiFunction<PythonContext, @Nullable Object, T> call;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger left;
  private final AtomicReferenceArray<@Nullable T> results;
  private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
  private final Set<Run<T>> running = ConcurrentHashMap.newKeySet();
  private final Set<Runnable> queued = ConcurrentHashMap.newKeySet();

  Mapping(
      String function,
      Runs runs,
      @Nullable Duration limit,
      List<?> items,
      BiFunction<PythonContext, @Nullable Object, T> call) {
    this.function = function;
    this.runs = runs;
    this.limit = limit;
    this.items = items;
    this.call = call;
    this.left = new AtomicInteger(items.size());
    this.results = new AtomicReferenceArray<>(items.size());
  }

  List<T> run(int lanes) {
    if (items.isEmpty()) {
      return List.of();
    }
    for (int i = 0; i < Math.min(lanes, items.size()); i++) {
      queueLane();
    }
    try (Runs.Waiting _ = runs.waiting(this::waitsForContext, this::stop)) {
      Void _ = done.get();
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while mapping " + function);
    } catch (ExecutionException e) {
      leaveQueue();
      if (!running.isEmpty()) {
        var _ = runs.schedule(this::stop, GRACE);
      }
      throw Failures.unwrapped(e);
    }
    leaveQueue();
    List<T> list = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      @SuppressWarnings("NullAway") // None stays null where T allows it.
      T result = results.get(i);
      list.add(result);
    }
    return Collections.unmodifiableList(list);
  }

  private boolean waitsForContext() {
    return !done.isDone() && running.isEmpty() && !queued.isEmpty();
  }

  private void queueLane() {
    runs.whenFree(this::lane, done::completeExceptionally, queued);
  }

  private void lane(Lending lent) {
    Lending lending = lent;
    while (lending != null) {
      int index = next.getAndIncrement();
      if (index >= items.size() || done.isDone()) {
        lending.drop();
        return;
      }
      call(lending, index);
      if (next.get() >= items.size() || done.isDone()) {
        return;
      }
      try {
        lending = runs.leaseFree();
        if (lending == null) {
          queueLane();
        }
      } catch (IllegalStateException e) {
        // The pool was closed, and the lane's thread has nobody else to tell.
        done.completeExceptionally(e);
        return;
      }
    }
  }

  private void call(Lending lending, int index) {
    Object item = items.get(index);
    Run<T> run = new Run<>(runs, function, context -> call.apply(context, item));
    running.add(run);
    // Not after run() returns: it may have failed at its deadline and never return.
    CompletableFuture<T> _ =
        run.whenComplete((result, failure) -> {
          running.remove(run);
          if (failure == null) {
            results.set(index, result);
            if (left.decrementAndGet() == 0) {
              done.complete(null);
            }
          } else {
            done.completeExceptionally(new PythonMapException(function, index, failure));
          }
        });
    // It may have been stopped after it was asked whether it was, and before this run was in sight.
    if (done.isDone()) {
      run.cancel(true);
    }
    run.run(lending, limit);
  }

  private void leaveQueue() {
    queued.forEach(Runnable::run);
  }

  private void stop() {
    done.cancel(false);
    leaveQueue();
    running.forEach(run -> run.cancel(true));
  }
}
