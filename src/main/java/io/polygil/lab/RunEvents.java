package io.polygil.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a run has told so far. The run adds, pages read from wherever they are: a page that comes
 * late, or again, misses nothing. Thread-safe.
 */
final class RunEvents {
  /** One event, named, with its data as JSON. */
  record Event(String name, String data) {}

  private final List<Event> events = new ArrayList<>();
  private boolean ended;

  synchronized void add(String name, String data) {
    if (!ended) {
      events.add(new Event(name, data));
      notifyAll();
    }
  }

  /** Adds the last event. Nothing comes after it. */
  synchronized void end(String name, String data) {
    add(name, data);
    ended = true;
    notifyAll();
  }

  /** Waits for events from a number on, at most so long; gives those that are there then. */
  synchronized List<Event> from(int number, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (number >= events.size() && !ended) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return List.copyOf(events.subList(Math.min(number, events.size()), events.size()));
  }

  /** Whether there is nothing from this number on, and never will be. */
  synchronized boolean endsAt(int number) {
    return ended && number >= events.size();
  }
}
