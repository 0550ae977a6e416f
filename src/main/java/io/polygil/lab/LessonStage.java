package io.polygil.lab;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.compare.Answer;
import io.polygil.compare.EntryLatch;
import io.polygil.compare.LoopbackServer;
import io.polygil.context.PythonObject;
import io.polygil.measure.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Where a run's rows run: contexts of its pool, leased until the run ends. */
final class LessonStage implements AutoCloseable {
  /** Virtual memory only; Python's recursion limit must be reached before Java's stack ends. */
  static final long STACK_BYTES = 16 << 20;

  private final PythonPool pool;
  private final EntryLatch entry;
  private final List<PythonLease> leases = new ArrayList<>();
  private @Nullable LoopbackServer server;
  private volatile boolean cancelled;

  LessonStage(PythonPool pool, EntryLatch entry) {
    this.pool = pool;
    this.entry = entry;
  }

  /** A context by its number, from 0; made when it is first asked for. */
  PythonLease context(int index) {
    while (true) {
      synchronized (leases) {
        if (index < leases.size()) {
          return leases.get(index);
        }
      }
      PythonLease lease = pool.acquireAnother();
      synchronized (leases) {
        leases.add(lease);
      }
      if (cancelled) {
        lease.cancel();
      }
    }
  }

  EntryLatch entry() {
    return entry;
  }

  /** The port of a server that takes its time to answer. */
  int serverPort() {
    LoopbackServer known = server;
    if (known == null) {
      known = new LoopbackServer();
      server = known;
    }
    return known.port();
  }

  /** A function's call in one context. */
  Workload<Answer> call(int context, String function, Object... arguments) {
    PythonLease lease = context(context);
    return () -> {
      PythonObject answer = lease.call(function, PythonObject.class, arguments);
      return Answer.later(
          () -> Objects.requireNonNull(lease.call("answers:text", String.class, answer)));
    };
  }

  /** Each work on a host thread of its own, all at once. */
  static Workload<Answer> together(List<Workload<Answer>> works) {
    return () -> {
      List<FutureTask<Answer>> tasks = new ArrayList<>();
      for (Workload<Answer> work : works) {
        FutureTask<Answer> task = new FutureTask<>(work::run);
        tasks.add(task);
        Thread.ofPlatform()
            .daemon()
            .stackSize(STACK_BYTES)
            .name("host-" + tasks.size())
            .start(task);
      }
      List<Answer> answers = new ArrayList<>();
      for (FutureTask<Answer> task : tasks) {
        answers.add(result(task));
      }
      return list(answers);
    };
  }

  /** Each work on this thread, one after the other. */
  static Workload<Answer> inSequence(List<Workload<Answer>> works) {
    return () -> {
      List<Answer> answers = new ArrayList<>();
      for (Workload<Answer> work : works) {
        answers.add(work.run());
      }
      return list(answers);
    };
  }

  private static Answer list(List<Answer> answers) {
    return Answer.later(
        () -> "[" + String.join(", ", answers.stream().map(Answer::text).toList()) + "]");
  }

  private static Answer result(FutureTask<Answer> task) throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Ends all Python that runs here, whatever it does. May be called by any thread. */
  void cancel() {
    cancelled = true;
    List<PythonLease> now;
    synchronized (leases) {
      now = List.copyOf(leases);
    }
    now.forEach(PythonLease::cancel);
  }

  @Override
  public void close() {
    synchronized (leases) {
      leases.forEach(PythonLease::close);
    }
    pool.close();
    LoopbackServer known = server;
    if (known != null) {
      known.close();
    }
  }
}
