package io.polygil;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The Java half of one {@code polygil.futures.ContextPoolExecutor}: its queue, its workers, and
 * what became of its tasks. It belongs to the lending of the context that made it and ends with
 * that. Thread-safe.
 *
 * <p>A worker leases a context when a task comes and no other worker is idle, and keeps it: what a
 * task leaves in a module, later ones find there, as in a worker process. An idle worker gives its
 * context up only where somebody waits for one and the pool can make none.
 */
final class ContextExecutor {
  /** How the lending of the context that made it ended. */
  enum OwnersEnd {
    /** In the orderly way: tasks that run may end by themselves. */
    RETURNED,
    /** By force: tasks end with it. */
    STOPPED
  }

  /**
   * So long a thread that has nothing to do looks for it before it sleeps: about what it takes to
   * wake one. More (250 us were tried) takes the cores from the compilers while Python warms up.
   */
  private static final long PATIENCE_NANOS = 100_000;

  private static final int OTHER_CORES = Runtime.getRuntime().availableProcessors() - 1;

  private final ContextExecutors pool;
  private final int maximumWorkers;
  private final long tasksPerContext;
  private final ExecutorTask preparation;
  private final long id;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition news = lock.newCondition();
  private final Condition workersLeft = lock.newCondition();
  private final Deque<ExecutorTask> queue = new ArrayDeque<>();
  private final Deque<TaskOutcome> outcomes = new ArrayDeque<>();
  // All that have a context or wait for one.
  private final Set<ExecutorWorker> workers = new HashSet<>();
  // Taken by a thread that has not settled them yet.
  private final Map<Long, TakenOutcome> taken = new ConcurrentHashMap<>();
  private int idle;
  private int lookingForWork;
  private int lookingForNews;
  // Written under the lock, and read without it by those who look.
  private volatile boolean hasWork;
  private volatile boolean hasNews;
  private volatile boolean over;

  private record TakenOutcome(TaskOutcome outcome, Thread by) {}

  /**
   * An executor without workers.
   *
   * @param tasksPerContext after so many a worker takes a new context
   * @param preparation what each context is told before its first task
   */
  ContextExecutor(
      ContextExecutors pool,
      int maximumWorkers,
      long tasksPerContext,
      ExecutorTask preparation,
      long id) {
    this.id = id;
    this.pool = pool;
    this.maximumWorkers = maximumWorkers;
    this.tasksPerContext = tasksPerContext;
    this.preparation = preparation;
  }

  /** A number that no other executor of the pool has had. */
  long id() {
    return id;
  }

  ExecutorTask preparation() {
    return preparation;
  }

  long tasksPerContext() {
    return tasksPerContext;
  }

  /** Enqueues a task. Does nothing once it is over: who waits for outcomes is told that. */
  void submit(ExecutorTask task) {
    lock.lock();
    try {
      if (over) {
        return;
      }
      queue.add(task);
      hasWork = true;
      if (lookingForWork < queue.size()) {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
    hire();
  }

  /** Gets as many workers as the queue wants, as far as it may. */
  private void hire() {
    List<ExecutorWorker> hired = new ArrayList<>();
    lock.lock();
    try {
      int wanted = queue.size() - idle - waitingWorkers();
      while (!over && wanted > 0 && workers.size() < maximumWorkers) {
        ExecutorWorker worker = new ExecutorWorker(this, pool);
        workers.add(worker);
        hired.add(worker);
        wanted--;
      }
    } finally {
      lock.unlock();
    }
    for (ExecutorWorker worker : hired) {
      try {
        worker.awaitContext();
      } catch (IllegalStateException e) {
        breakDown(Failures.messageOf(e));
        return;
      }
    }
    List<ExecutorWorker> left = new ArrayList<>();
    pool.runs().refuseSelfWait(this::isStarving, why -> left.addAll(end(Failures.messageOf(why))));
    left.forEach(ExecutorWorker::stop);
  }

  // Under the lock.
  private int waitingWorkers() {
    int waiting = 0;
    for (ExecutorWorker worker : workers) {
      if (worker.isWaiting()) {
        waiting++;
      }
    }
    return waiting;
  }

  private boolean isStarving() {
    lock.lock();
    try {
      return !over && !queue.isEmpty() && waitingWorkers() == workers.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether all its workers wait for a context, or their tasks for another one. */
  boolean isStalled() {
    lock.lock();
    try {
      return !over && !workers.isEmpty() && workers.stream().allMatch(ExecutorWorker::isStalled);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next task for a worker that has a context, waiting for it.
   *
   * @return null where the worker is to give its context up
   */
  @Nullable ExecutorTask take() {
    List<ExecutorWorker> needless = List.of();
    ExecutorTask task;
    lock.lock();
    try {
      task = over ? null : poll();
      if (task == null) {
        task = awaitTask();
      } else {
        announce();
      }
      if (task == null) {
        return null;
      }
      if (queue.isEmpty()) {
        needless = workers.stream().filter(ExecutorWorker::withdraw).toList();
        needless.forEach(workers::remove);
      }
    } finally {
      lock.unlock();
    }
    needless.forEach(ExecutorWorker::leaveQueue);
    return task;
  }

  // Under the lock.
  private @Nullable ExecutorTask poll() {
    ExecutorTask task = queue.poll();
    hasWork = !queue.isEmpty();
    return task;
  }

  // Under the lock.
  private @Nullable ExecutorTask awaitTask() {
    idle++;
    try {
      lookForWork();
      announce();
      // Idle first, then the look for others: who wants a context enqueues first, then looks for
      // idle workers. So one sees the other.
      while (!over && queue.isEmpty() && !pool.isContextWanted()) {
        work.awaitUninterruptibly();
      }
    } finally {
      idle--;
    }
    return over ? null : poll();
  }

  // Under the lock.
  private void lookForWork() {
    if (lookingForWork >= OTHER_CORES) {
      return;
    }
    lookingForWork++;
    try {
      look(() -> hasWork || over || pool.isContextWanted());
    } finally {
      lookingForWork--;
    }
  }

  // Under the lock, which it leaves meanwhile.
  private void look(BooleanSupplier found) {
    lock.unlock();
    try {
      long start = System.nanoTime();
      while (!found.getAsBoolean() && System.nanoTime() - start < PATIENCE_NANOS) {
        Thread.onSpinWait();
      }
    } finally {
      lock.lock();
    }
  }

  /** Lets an idle worker look whether its context is wanted; false if none is idle. */
  boolean rouseIdle() {
    lock.lock();
    try {
      if (idle <= queue.size()) {
        return false;
      }
      work.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes note that a worker no longer has its context; a new one comes where there is work. */
  void left(ExecutorWorker worker) {
    lock.lock();
    try {
      workers.remove(worker);
      workersLeft.signalAll();
    } finally {
      lock.unlock();
    }
    hire();
  }

  /** Takes note of what became of a task. */
  void report(TaskOutcome outcome) {
    lock.lock();
    try {
      if (!over) {
        outcomes.add(outcome);
        hasNews = true;
        // Its worker announces what a task has given: after a moment, in which the thread that
        // wants it is likely to come for it.
        if (outcome.kind() != TaskOutcome.Kind.ENDED) {
          news.signal();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells of what its tasks have given, for a worker that does not come for another one. */
  void announceOutcomes() {
    lock.lock();
    try {
      announce();
    } finally {
      lock.unlock();
    }
  }

  // Under the lock.
  private void announce() {
    if (!outcomes.isEmpty() && lookingForNews == 0) {
      news.signal();
    }
  }

  /** Makes {@link #next} return. */
  void wake() {
    report(TaskOutcome.woken());
  }

  /**
   * Waits for the next outcome. The last one is {@link TaskOutcome.Kind#BROKEN}, again and again.
   * One of a task is {@linkplain #settle settled} by the thread that takes it.
   *
   * @throws CancellationException if the thread is interrupted
   */
  TaskOutcome next() {
    lock.lock();
    try {
      while (outcomes.isEmpty()) {
        news.await();
      }
      return poll(outcomes.element());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for tasks");
    } finally {
      lock.unlock();
    }
  }

  /**
   * The outcome of a task if there is one within a moment, for a thread that would otherwise sleep
   * until the one that calls {@link #next} tells it: a small task is done by then.
   */
  @Nullable TaskOutcome soon() {
    lock.lock();
    try {
      if (OTHER_CORES > 0 && !hasNews && !over) {
        lookForNews();
      }
      TaskOutcome head = outcomes.peek();
      TaskOutcome found = head != null && head.isOfTask() ? poll(head) : null;
      announce();
      return found;
    } finally {
      lock.unlock();
    }
  }

  // Under the lock.
  private void lookForNews() {
    lookingForNews++;
    try {
      look(() -> hasNews);
    } finally {
      lookingForNews--;
    }
  }

  // Under the lock.
  private TaskOutcome poll(TaskOutcome head) {
    if (head.kind() != TaskOutcome.Kind.BROKEN) {
      outcomes.remove();
    }
    if (head.isOfTask()) {
      taken.put(head.task(), new TakenOutcome(head, Thread.currentThread()));
    }
    hasNews = !outcomes.isEmpty();
    return head;
  }

  /** The outcome of a task, which was taken and not settled yet. */
  TaskOutcome taken(long task) {
    TakenOutcome found = taken.get(task);
    if (found == null) {
      throw new NoSuchElementException("nobody has taken the outcome of task " + task);
    }
    return found.outcome();
  }

  /** Forgets the outcome of a task. */
  void settle(long task) {
    taken.remove(task);
  }

  /** Gives back what this thread has taken and does not settle, since it was interrupted. */
  void giveBack() {
    List<TaskOutcome> left = new ArrayList<>();
    for (TakenOutcome each : taken.values()) {
      if (each.by().equals(Thread.currentThread())) {
        left.add(each.outcome());
      }
    }
    for (TaskOutcome each : left) {
      taken.remove(each.task());
      report(each);
    }
    wake();
  }

  /** Why it can do no more. */
  String end() {
    lock.lock();
    try {
      return outcomes.stream()
          .filter(each -> each.kind() == TaskOutcome.Kind.BROKEN)
          .map(TaskOutcome::message)
          .findFirst()
          .orElse("");
    } finally {
      lock.unlock();
    }
  }

  /** Ends it with all its tasks, whatever they do. */
  void breakDown(String why) {
    end(why).forEach(ExecutorWorker::stop);
  }

  /** Ends it with the lending that it belongs to. */
  void ownerEnded(OwnersEnd how) {
    List<ExecutorWorker> left =
        end("the Python run that made this executor has ended: shut executors down before that");
    if (how == OwnersEnd.STOPPED) {
      // The thread that would do it is stopped, too.
      pool.forget(this);
      left.forEach(ExecutorWorker::stop);
    }
  }

  /** Ends it when it has nothing to do, and waits until its contexts are back in the pool. */
  void close() throws InterruptedException {
    end("this executor was shut down");
    lock.lock();
    try {
      while (!workers.isEmpty()) {
        workersLeft.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private List<ExecutorWorker> end(String why) {
    List<ExecutorWorker> waiting;
    List<ExecutorWorker> rest;
    lock.lock();
    try {
      if (!over) {
        over = true;
        queue.clear();
        outcomes.add(TaskOutcome.broken(why));
        hasWork = false;
        hasNews = true;
      }
      waiting = workers.stream().filter(ExecutorWorker::withdraw).toList();
      waiting.forEach(workers::remove);
      rest = List.copyOf(workers);
      work.signalAll();
      news.signalAll();
      workersLeft.signalAll();
    } finally {
      lock.unlock();
    }
    waiting.forEach(ExecutorWorker::leaveQueue);
    return rest;
  }
}
