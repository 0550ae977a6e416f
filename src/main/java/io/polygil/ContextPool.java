package io.polygil;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lends contexts, and knows nothing of Python: how one is made and ended is {@link ContextLife}'s.
 * Thread-safe.
 *
 * <p>Lending an idle context and taking it back is one compare-and-set each. Everything else (who
 * waits, making, ending) is under one lock, in which no foreign code runs. The two meet as follows:
 * whoever gives a context back makes it idle first and then looks for waiters; whoever is about to
 * wait enqueues first and then looks for idle contexts. So one of the two sees the other.
 *
 * <p>Waiters are served in the order in which they came. Contexts are made one at a time and never
 * by a waiter: it takes what comes first, a new context or one that is given back. A context that
 * is ended leaves the pool at once and is replaced while it ends; only if more than {@code
 * maximumStuck} are ending do further ones take up room.
 */
final class ContextPool<C> {
  private enum Ending {
    /** Nothing of a lease runs in it. */
    ORDERLY,
    /** Whatever runs in it is stopped. */
    FORCED
  }

  private final String name;
  private final PoolLimits limits;
  private final ContextLife<C> life;
  private final Executor background;
  private final LongSupplier nanoTime;
  private final PoolCounters counters;
  private final ContextMaker<C> maker;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiter<C>> waiters = new ArrayDeque<>();
  private final Set<PooledContext<C>> ending = new HashSet<>();

  // Written under the lock, read without it.
  private volatile boolean making;
  // Until the next one is made spares wait for the housekeeping, which does not try all the time.
  private volatile boolean makingFails;
  private volatile List<PooledContext<C>> contexts = List.of();
  private volatile @Nullable Waiter<C> first;
  private volatile boolean closed;

  /**
   * An empty pool.
   *
   * @param background runs what takes long; it must have a thread for each task
   * @param nanoTime the clock, as {@link System#nanoTime()}
   */
  ContextPool(
      String name,
      PoolLimits limits,
      ContextLife<C> life,
      Executor background,
      LongSupplier nanoTime,
      PoolCounters counters) {
    this.name = name;
    this.limits = limits;
    this.life = life;
    this.background = background;
    this.nanoTime = nanoTime;
    this.counters = counters;
    this.maker = new ContextMaker<>(this, name, limits.maximumLifetime(), life, nanoTime);
  }

  /** Lends an idle context unless there is none, or it is owed to somebody who waits. */
  @Nullable PooledContext<C> tryAcquire() {
    requireOpen();
    Waiter<C> ahead = first;
    if (ahead != null && !ahead.mayBeOvertaken(nanoTime.getAsLong())) {
      return null;
    }
    PooledContext<C> lent = lendIdle();
    if (lent != null && lacksSpares()) {
      replenishQuietly();
    }
    return lent;
  }

  private boolean lacksSpares() {
    return limits.minimumIdle() > 0
        && !making
        && !makingFails
        && contexts.size() < limits.maximumSize()
        && idle() < limits.minimumIdle();
  }

  // Whoever has just got a context must get it, whatever becomes of the next one.
  private void replenishQuietly() {
    try {
      replenish();
    } catch (RuntimeException | Error e) {
      makingFails = true;
    }
  }

  /**
   * Lends a context, waiting for it.
   *
   * @throws PoolTimeoutException if none comes in time
   */
  PooledContext<C> acquire(Duration timeout) throws InterruptedException {
    PooledContext<C> free = tryAcquire();
    if (free != null) {
      return free;
    }
    long start = nanoTime.getAsLong();
    long limit = TimeUnit.NANOSECONDS.convert(timeout);
    Waiter<C> waiter = enqueue(new Waiter<>(Thread.currentThread(), start));
    while (!waiter.isDone()) {
      waiter.look();
      PooledContext<C> found = waiter.equals(first) ? lendIdle() : null;
      if (found != null && withdraw(waiter)) {
        return found;
      } else if (found != null) {
        refuse(found);
        break;
      }
      long left = limit - (nanoTime.getAsLong() - start);
      if (left <= 0) {
        PoolStatistics statistics = statistics();
        if (withdraw(waiter)) {
          counters.acquireTimedOut();
          throw new PoolTimeoutException(name, timeout, statistics);
        }
        break;
      }
      LockSupport.parkNanos(waiter, left);
      if (Thread.interrupted()) {
        leave(waiter);
        throw new InterruptedException();
      }
    }
    return waiter.join();
  }

  private @Nullable PooledContext<C> lendIdle() {
    List<PooledContext<C>> all = contexts;
    int size = all.size();
    if (size == 0) {
      return null;
    }
    // Threads begin at different places: each meets its own last context, whose caches are warm.
    int start = (int) (Thread.currentThread().threadId() % size);
    for (int i = 0; i < size; i++) {
      PooledContext<C> context = all.get((start + i) % size);
      if (context.lend()) {
        return context;
      }
    }
    return null;
  }

  /**
   * Enqueues for a context that is handed over. Whoever completes with one must give it back; who
   * no longer wants one calls {@link #withdraw} or {@link #leave}.
   */
  Waiter<C> enqueue() {
    return enqueue(new Waiter<>(null, nanoTime.getAsLong()));
  }

  private Waiter<C> enqueue(Waiter<C> waiter) {
    lock.lock();
    try {
      requireOpen();
      waiters.add(waiter);
      first = waiters.peekFirst();
      serve();
    } finally {
      lock.unlock();
    }
    if (isWanted()) {
      life.wanted();
    }
    return waiter;
  }

  /** Whether somebody waits for a context while there is no room for another one. */
  boolean isWanted() {
    return first != null && contexts.size() >= limits.maximumSize();
  }

  /** Leaves the queue; false if a context or a failure was quicker. */
  boolean withdraw(Waiter<C> waiter) {
    boolean left = waiter.cancel(false);
    lock.lock();
    try {
      waiters.removeIf(Waiter::isDone);
      serve();
    } finally {
      lock.unlock();
    }
    return left;
  }

  /** Leaves the queue; a context that was quicker goes back. */
  void leave(Waiter<C> waiter) {
    if (!withdraw(waiter) && !waiter.isCompletedExceptionally()) {
      release(waiter.join());
    }
  }

  /** Gives back what was lent; once only. */
  void release(PooledContext<C> context) {
    RetirementCause cause = due(context);
    if (cause != null) {
      retire(context, cause);
    } else if (limits.reset() == PoolLimits.Reset.BETWEEN_LEASES) {
      if (context.move(PooledContext.State.LEASED, PooledContext.State.RESERVED)) {
        background.execute(() -> reset(context));
      }
    } else {
      offer(context);
    }
  }

  private @Nullable RetirementCause due(PooledContext<C> context) {
    if (!life.isUsable(context.context())) {
      return RetirementCause.CRASHED;
    } else if (context.uses() >= limits.maximumUses()) {
      return RetirementCause.USES;
    } else if (context.isExpired(nanoTime.getAsLong())) {
      return RetirementCause.AGE;
    }
    return null;
  }

  private void reset(PooledContext<C> context) {
    try {
      life.reset(context.context());
    } catch (RuntimeException | Error e) {
      retire(context, RetirementCause.FAILED_RESET);
      return;
    }
    offer(context);
  }

  private void offer(PooledContext<C> context) {
    if (context.rest(nanoTime.getAsLong())) {
      becameIdle(context);
    }
  }

  private void becameIdle(PooledContext<C> context) {
    Waiter<C> ahead = first;
    if (ahead != null && !(ahead.isWoken() && ahead.mayBeOvertaken(nanoTime.getAsLong()))) {
      lock.lock();
      try {
        serve();
      } finally {
        lock.unlock();
      }
    }
    if (closed && context.move(PooledContext.State.IDLE, PooledContext.State.RESERVED)) {
      retire(context, RetirementCause.POOL_CLOSED);
    }
  }

  /** Puts back a context that only the pool itself has looked at: its idle time goes on. */
  void putBack(PooledContext<C> context) {
    if (context.move(PooledContext.State.RESERVED, PooledContext.State.IDLE)) {
      becameIdle(context);
    }
  }

  /** Takes a context out of the pool, whoever has it, and ends it. Does not wait for the end. */
  void retire(PooledContext<C> context, RetirementCause cause) {
    retire(context, cause, cause.isForced() ? Ending.FORCED : Ending.ORDERLY);
  }

  private void retire(PooledContext<C> context, RetirementCause cause, Ending how) {
    lock.lock();
    try {
      long grace = how == Ending.ORDERLY ? life.orderlyClose().toNanos() : 0;
      if (!context.retire(cause, nanoTime.getAsLong() + grace)) {
        return;
      }
      List<PooledContext<C>> left = new ArrayList<>(contexts);
      // One that is still being made was never in the pool.
      if (left.remove(context)) {
        contexts = List.copyOf(left);
        counters.retired(cause);
      }
      ending.add(context);
      makeIfWanted();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      background.execute(() -> end(context, how));
    } catch (RejectedExecutionException e) {
      // A context that was made after the pool's close gave up waiting for it: its maker ends it.
      end(context, how);
    }
  }

  private void end(PooledContext<C> context, Ending how) {
    try {
      if (how == Ending.FORCED) {
        life.cancel(context.context());
      } else {
        life.close(context.context());
      }
    } catch (RuntimeException | Error e) {
      life.reportFailure(new IllegalStateException("Could not end a context orderly", e));
    } finally {
      lock.lock();
      try {
        ending.remove(context);
        makeIfWanted();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  // Under the lock.
  private void serve() {
    Waiter<C> waiter = waiters.peekFirst();
    while (waiter != null) {
      if (!waiter.isDone()) {
        if (waiter.mayBeOvertaken(nanoTime.getAsLong())) {
          if (idle() > 0) {
            waiter.wake();
          }
          break;
        }
        PooledContext<C> context = lendIdle();
        if (context == null) {
          break;
        }
        if (!waiter.give(context)) {
          context.refuse();
        }
      }
      waiters.remove();
      waiter = waiters.peekFirst();
    }
    first = waiter;
    makeIfWanted();
  }

  private void refuse(PooledContext<C> context) {
    if (context.refuse()) {
      becameIdle(context);
    }
  }

  // Under the lock.
  private void makeIfWanted() {
    int size = contexts.size() + Math.max(0, ending.size() - limits.maximumStuck());
    boolean wanted = !waiters.isEmpty() || idle() < limits.minimumIdle();
    if (!making && !closed && size < limits.maximumSize() && wanted) {
      making = true;
      try {
        background.execute(maker);
      } catch (RuntimeException | Error e) {
        // No thread to be had now: the next who asks tries again.
        making = false;
        throw e;
      }
    }
  }

  /** Makes a context on the calling thread, unless there is no room or another is being made. */
  void makeHere() {
    lock.lock();
    try {
      requireOpen();
      if (making || contexts.size() >= limits.maximumSize()) {
        return;
      }
      making = true;
    } finally {
      lock.unlock();
    }
    maker.run();
  }

  private int idle() {
    int idle = 0;
    for (PooledContext<C> context : contexts) {
      if (context.state() == PooledContext.State.IDLE) {
        idle++;
      }
    }
    return idle;
  }

  /** Takes in a context that was made and warmed up. */
  void add(PooledContext<C> made) {
    boolean late;
    lock.lock();
    try {
      making = false;
      makingFails = false;
      late = closed;
      if (!late) {
        counters.created();
        List<PooledContext<C>> all = new ArrayList<>(contexts);
        all.add(made);
        contexts = List.copyOf(all);
        made.rest(nanoTime.getAsLong());
        serve();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (late) {
      retire(made, RetirementCause.POOL_CLOSED);
    }
  }

  /** Takes note that no context could be made: whoever waits first is told, or else the log. */
  void makingFailed(ContextCreationException failure) {
    boolean told = false;
    lock.lock();
    try {
      making = false;
      makingFails = true;
      counters.creationFailed();
      while (!told && !waiters.isEmpty()) {
        told = waiters.remove().fail(failure);
      }
      first = waiters.peekFirst();
      // Whoever waits behind gets a try of its own.
      if (first != null) {
        makeIfWanted();
      }
      told |= closed;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!told) {
      life.reportFailure(failure);
    }
  }

  /** Makes up for contexts that are missing: after failures, or because none came back. */
  void replenish() {
    lock.lock();
    try {
      makeIfWanted();
    } finally {
      lock.unlock();
    }
  }

  /** The contexts that may be lent, at this moment. */
  List<PooledContext<C>> contexts() {
    return contexts;
  }

  /**
   * Whether there is no room for another context and all are lent to such as the condition says.
   */
  boolean isFullOf(Predicate<C> condition) {
    List<PooledContext<C>> all = contexts;
    if (all.size() < limits.maximumSize()) {
      return false;
    }
    for (PooledContext<C> context : all) {
      if (context.state() != PooledContext.State.LEASED || !condition.test(context.context())) {
        return false;
      }
    }
    return true;
  }

  /** Those whose end takes longer than a limit and that were not given out here before. */
  List<PooledContext<C>> newlyStuck(Duration limit) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      List<PooledContext<C>> stuck = new ArrayList<>();
      for (PooledContext<C> context : ending) {
        if (!context.isReportedStuck() && context.overdueNanos(now) >= limit.toNanos()) {
          context.markReportedStuck();
          stuck.add(context);
        }
      }
      return stuck;
    } finally {
      lock.unlock();
    }
  }

  /** Fails whoever waits or comes from now on, and ends what is idle. Leases go on. */
  void close() {
    List<Waiter<C>> left;
    lock.lock();
    try {
      closed = true;
      left = List.copyOf(waiters);
      waiters.clear();
      first = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    for (Waiter<C> waiter : left) {
      waiter.fail(closedWhileWaiting());
    }
    for (PooledContext<C> context : contexts) {
      if (context.move(PooledContext.State.IDLE, PooledContext.State.RESERVED)) {
        retire(context, RetirementCause.POOL_CLOSED);
      }
    }
  }

  private IllegalStateException closedWhileWaiting() {
    return new IllegalStateException(
        "Pool \"" + name + "\" was closed while this call waited for a context");
  }

  /** Takes every context from whoever has it and ends it by force. */
  void cancelAll() {
    for (PooledContext<C> context : contexts) {
      retire(context, RetirementCause.POOL_CLOSED, Ending.FORCED);
    }
    PooledContext<C> unfinished = maker.unfinished();
    if (unfinished != null) {
      retire(unfinished, RetirementCause.POOL_CLOSED, Ending.FORCED);
    }
  }

  /** Waits until no context is leased, or else for as long as the limit. */
  boolean awaitReturns(long nanos) throws InterruptedException {
    return await(nanos, () -> contexts.isEmpty() && !making);
  }

  /** Waits until every context has ended, or else for as long as the limit. */
  boolean awaitEnds(long nanos) throws InterruptedException {
    return await(nanos, () -> contexts.isEmpty() && !making && ending.isEmpty());
  }

  private boolean await(long nanos, BooleanSupplier condition) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "Pool \"" + name + "\" is closed: build another one, or close it later");
    }
  }

  /** The state now. */
  PoolStatistics statistics() {
    lock.lock();
    try {
      int idle = idle();
      int stuck = 0;
      for (PooledContext<C> context : ending) {
        if (context.isReportedStuck()) {
          stuck++;
        }
      }
      return counters.statistics(
          contexts.size(), contexts.size() - idle, idle, waiters.size(), ending.size(), stuck);
    } finally {
      lock.unlock();
    }
  }
}
