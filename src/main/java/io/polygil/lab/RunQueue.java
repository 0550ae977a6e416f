package io.polygil.lab;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run run at a time, since two would spoil each other's figures; the others wait their
 * turn. Ends runs that nobody looks at any more, or that take too long. Thread-safe.
 */
final class RunQueue implements AutoCloseable {
  /** How many may wait. */
  static final int MOST_WAITING = 4;

  /**
   * A page that reads no events for so long is gone: one that lost its connection is back sooner.
   */
  private static final Duration GONE = Duration.ofSeconds(4);

  /** A page may come back for the events of a run that has ended, not for those of all. */
  private static final int MOST_KEPT = 32;

  private final Map<String, LabRun> runs = new HashMap<>();
  private final Deque<LabRun> ended = new ArrayDeque<>();
  private final Deque<LabRun> waiting = new ArrayDeque<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lab-queue").factory());
  private @Nullable LabRun running;
  private @Nullable Thread runner;
  private boolean closed;

  RunQueue() {
    var _ = clock.scheduleWithFixedDelay(this::look, 250, 250, TimeUnit.MILLISECONDS);
  }

  /** Why a run is not taken. */
  enum Refusal {
    /** The visitor has one already. */
    VISITOR,
    /** Too many wait. */
    FULL
  }

  /** Thrown for a run that is not taken. */
  static final class RefusedException extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1;

    private final Refusal refusal;

    RefusedException(Refusal refusal) {
      super("a run was refused: " + refusal);
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }

  /**
   * Takes a run: it begins at once or waits its turn.
   *
   * @throws RefusedException if its visitor has one already, or too many wait
   */
  synchronized void submit(LabRun run) throws RefusedException {
    boolean busy =
        runs.values().stream()
            .anyMatch(other ->
                !other.ended() && !other.isCancelled() && other.visitor().equals(run.visitor()));
    if (busy) {
      throw new RefusedException(Refusal.VISITOR);
    }
    if (closed || waiting.size() >= MOST_WAITING) {
      throw new RefusedException(Refusal.FULL);
    }
    runs.put(run.id(), run);
    waiting.add(run);
    next();
    tellPlaces();
  }

  /** A run that was taken, also when it has ended. */
  synchronized @Nullable LabRun find(String id) {
    return runs.get(id);
  }

  /** Ends a run, or takes it from the queue. */
  void cancel(LabRun run, LabRun.Cancelled why) {
    run.cancel(why);
    synchronized (this) {
      if (waiting.remove(run)) {
        run.endUnbegun();
        keep(run);
        tellPlaces();
      }
    }
  }

  private void next() {
    if (running != null || waiting.isEmpty()) {
      return;
    }
    LabRun run = waiting.remove();
    running = run;
    runner =
        Thread.ofPlatform()
            .daemon()
            .stackSize(LessonStage.STACK_BYTES)
            .name("lab-run")
            .start(() -> {
              run.execute();
              finished(run);
            });
  }

  private synchronized void finished(LabRun run) {
    keep(run);
    running = null;
    runner = null;
    next();
    tellPlaces();
  }

  private void keep(LabRun run) {
    ended.add(run);
    if (ended.size() > MOST_KEPT) {
      runs.remove(ended.remove().id());
    }
  }

  private void tellPlaces() {
    LabRun now = running;
    if (now != null && !now.ended()) {
      now.place(0);
    }
    int place = 1;
    for (LabRun run : waiting) {
      run.place(place++);
    }
  }

  private void look() {
    Iterator<LabRun> all;
    synchronized (this) {
      all = java.util.List.copyOf(runs.values()).iterator();
    }
    while (all.hasNext()) {
      LabRun run = all.next();
      if (!run.ended() && run.unreadNanos() > GONE.toNanos()) {
        cancel(run, LabRun.Cancelled.LEFT);
      } else if (!run.ended() && run.isOverdue()) {
        cancel(run, LabRun.Cancelled.TIME);
      }
    }
  }

  /** Ends all runs, and waits for the one that runs. */
  @Override
  public void close() {
    clock.shutdownNow();
    Thread last;
    java.util.List<LabRun> now;
    synchronized (this) {
      closed = true;
      last = runner;
      now = java.util.List.copyOf(runs.values());
    }
    now.forEach(run -> cancel(run, LabRun.Cancelled.CLOSED));
    if (last != null) {
      try {
        last.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
