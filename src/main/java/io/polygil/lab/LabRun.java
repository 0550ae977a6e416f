package io.polygil.lab;

import io.polygil.PythonTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** One run that a visitor has asked for, from the queue to its last event. Thread-safe. */
final class LabRun {
  private static final Logger LOG = LoggerFactory.getLogger(LabRun.class);

  /** Why a run ends before its time. */
  enum Cancelled {
    /** The visitor pressed Stop. */
    STOPPED,
    /** The page is gone. */
    LEFT,
    /** It ran longer than a run may. */
    TIME,
    /** The lab is closing. */
    CLOSED
  }

  private final String id;
  private final String visitor;
  private final RunWork work;
  private final RunEvents events = new RunEvents();
  private final AtomicReference<@Nullable Cancelled> cancelled = new AtomicReference<>();
  private final AtomicInteger readers = new AtomicInteger();
  private volatile long lastReadNanos = System.nanoTime();
  private volatile long beganNanos;
  private volatile @Nullable Thread thread;
  private volatile boolean ended;
  private int lastPlace = -1;

  LabRun(String id, String visitor, RunWork work) {
    this.id = id;
    this.visitor = visitor;
    this.work = work;
  }

  String id() {
    return id;
  }

  String visitor() {
    return visitor;
  }

  RunEvents events() {
    return events;
  }

  boolean ended() {
    return ended;
  }

  /** Tells the page its place in the queue; 0 is the run that runs. */
  synchronized void place(int place) {
    if (place == lastPlace) {
      return;
    }
    lastPlace = place;
    events.add("queue", RunSink.MAPPER.createObjectNode().put("place", place).toString());
  }

  void beginReading() {
    readers.incrementAndGet();
  }

  void endReading() {
    lastReadNanos = System.nanoTime();
    readers.decrementAndGet();
  }

  /** For how long no page has read its events, in nanoseconds. */
  long unreadNanos() {
    return readers.get() > 0 ? 0 : System.nanoTime() - lastReadNanos;
  }

  /** Whether it has run longer than it may. */
  boolean isOverdue() {
    return beganNanos != 0 && System.nanoTime() - beganNanos > work.limit().toNanos();
  }

  /** Ends it, whatever it does; the first reason counts. */
  void cancel(Cancelled why) {
    if (!cancelled.compareAndSet(null, why)) {
      return;
    }
    work.cancel();
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  boolean isCancelled() {
    return cancelled.get() != null;
  }

  /** Runs it on this thread, to its last event. */
  void execute() {
    thread = Thread.currentThread();
    beganNanos = System.nanoTime();
    try {
      if (!isCancelled()) {
        work.execute(new RunSink(events));
      }
      end(null);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      end(e);
    } finally {
      thread = null;
    }
  }

  /** Ends one that is not to begin any more. */
  void endUnbegun() {
    end(null);
  }

  private void end(@Nullable Throwable failure) {
    ended = true;
    ObjectNode json = RunSink.MAPPER.createObjectNode();
    Cancelled why = cancelled.get();
    if (why != null) {
      json.put("outcome", why.name().toLowerCase(java.util.Locale.ROOT));
      json.put("seconds", work.limit().toSeconds());
    } else if (failure instanceof Play.ProgramFailedException) {
      json.put("outcome", "python").put("text", failure.getMessage());
    } else if (failure instanceof PythonTimeoutException) {
      json.put("outcome", "time").put("seconds", work.limit().toSeconds());
    } else if (failure != null) {
      LOG.debug("Run {} failed", id, failure);
      json.put("outcome", "failed").put("text", String.valueOf(failure.getMessage()));
    } else {
      json.put("outcome", "done");
    }
    events.end("end", json.toString());
  }
}
