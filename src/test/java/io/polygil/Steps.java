package io.polygil;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** An executor that runs nothing until the test says so, on the test's own thread. */
final class Steps implements Executor {
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  int size() {
    return tasks.size();
  }

  /** Runs the task that has waited longest, but none that it leads to. */
  void one() {
    tasks.remove().run();
  }

  /** Runs the task that came last. */
  void last() {
    tasks.removeLast().run();
  }

  /** Runs all tasks and what they lead to. */
  void all() {
    while (!tasks.isEmpty()) {
      one();
    }
  }
}
