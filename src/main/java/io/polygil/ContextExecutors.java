package io.polygil;

import io.polygil.context.ModuleFinder;
import io.polygil.kernel.KernelListener;
import io.polygil.kernel.KernelModules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The executors that the Python of a pool has made. Thread-safe. */
final class ContextExecutors {
  private final PoolSettings settings;
  private final ContextPool<Interpreter> pool;
  private final Runs runs;
  private final AtomicLong made = new AtomicLong();
  private final Map<Long, ContextExecutor> executors = new ConcurrentHashMap<>();

  ContextExecutors(PoolSettings settings, ContextPool<Interpreter> pool, Runs runs) {
    this.settings = settings;
    this.pool = pool;
    this.runs = runs;
  }

  /** Finds, for one context, the module by which its Python makes executors and works for them. */
  ModuleFinder moduleOf(Interpreter interpreter) {
    return name ->
        name.equals(ExecutorFunctions.MODULE)
            ? KernelModules.of(
                    List.of(new ExecutorFunctions(this, interpreter)), KernelListener.none())
                .find(name)
            : Optional.empty();
  }

  String poolName() {
    return settings.name();
  }

  /** How many workers an executor may have: its own context is none. */
  int maximumWorkers() {
    return settings.limits().maximumSize() - 1;
  }

  /** How long a task may last. */
  @Nullable Duration limit() {
    return settings.runTimeout();
  }

  Runs runs() {
    return runs;
  }

  /** Whether somebody waits for a context of the pool that only a lease's end can give. */
  boolean isContextWanted() {
    return pool.isWanted();
  }

  /**
   * Makes an executor.
   *
   * @param interpreter of the context that makes it
   * @return its number
   * @throws IllegalStateException if nobody has that context
   */
  long open(Interpreter interpreter, int workers, long tasksPerContext, ExecutorTask preparation) {
    Lending owner = interpreter.lending();
    if (owner == null || owner.isOver()) {
      throw new IllegalStateException(
          "a ContextPoolExecutor belongs to a lease, but nobody has leased this context: make it in"
              + " code that a lease or a call of the pool runs, and end its threads with that");
    }
    long id = made.incrementAndGet();
    ContextExecutor executor = new ContextExecutor(this, workers, tasksPerContext, preparation, id);
    executors.put(id, executor);
    interpreter.own(executor);
    if (owner.isOver()) {
      interpreter.endExecutors(ContextExecutor.OwnersEnd.RETURNED);
    }
    return id;
  }

  /**
   * An executor by its number.
   *
   * @throws NoSuchElementException if it is over
   */
  ContextExecutor get(long id) {
    ContextExecutor executor = executors.get(id);
    if (executor == null) {
      throw new NoSuchElementException("executor " + id + " is over");
    }
    return executor;
  }

  /** Forgets an executor that is over. */
  void forget(ContextExecutor executor) {
    executors.remove(executor.id());
  }

  /** Lets an idle worker look whether its context is wanted. */
  void rouseIdle() {
    for (ContextExecutor executor : executors.values()) {
      if (executor.rouseIdle()) {
        return;
      }
    }
  }
}
