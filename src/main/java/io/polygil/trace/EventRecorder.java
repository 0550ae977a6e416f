package io.polygil.trace;

import io.polygil.context.PythonLine;
import io.polygil.kernel.KernelCall;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what threads do into the flight recorder. Kernel calls that are shorter than a limit are
 * counted only: an event for each would take as long as the calls themselves.
 */
final class EventRecorder implements Activities.Listener {
  // Finding the line takes some tens of microseconds: little, beside a call of this length.
  private static final long NANOS_WORTH_A_LINE = 1_000_000;

  private final long shortestNanos;
  private final Map<Thread, Map<CountKey, Count>> counts = new ConcurrentHashMap<>();
  private final ThreadLocal<Map<CountKey, Count>> own =
      ThreadLocal.withInitial(
          () -> counts.computeIfAbsent(Thread.currentThread(), _ -> new ConcurrentHashMap<>()));

  EventRecorder(Duration shortest) {
    shortestNanos = shortest.toNanos();
  }

  @Override
  public void begun(Activities.OnThread thread, Activity activity) {
    Events.OfThread event =
        switch (activity.kind()) {
          case IN_CONTEXT -> inContext(activity);
          case KERNEL -> kernelCall(activity);
          case CALLBACK -> new Events.Callback();
          case DETACHED -> new Events.Detached();
        };
    event.subject = thread.thread();
    activity.begin(event, activity.kind() == Activity.Kind.KERNEL ? System.nanoTime() : 0);
  }

  private static Events.OfThread inContext(Activity activity) {
    Events.InContext event = new Events.InContext();
    event.context = activity.context();
    return event;
  }

  private static Events.OfThread kernelCall(Activity activity) {
    Events.KernelCallEvent event = new Events.KernelCallEvent();
    event.context = activity.context();
    event.held = activity.isHeld();
    return event;
  }

  @Override
  public void ended(Activities.OnThread thread, Activity activity) {
    KernelCall call = activity.call();
    if (call == null) {
      commit(activity);
      return;
    }
    if (call.module().equals(ThreadNames.MODULE)) {
      // Called for the trace itself.
      return;
    }
    long nanos = System.nanoTime() - activity.begun();
    if (nanos < shortestNanos) {
      own.get()
          .computeIfAbsent(
              new CountKey(activity.context(), call, activity.isHeld()), _ -> new Count())
          .add(nanos);
      return;
    }
    Events.OfThread event = activity.take();
    if (event instanceof Events.KernelCallEvent kernelCall) {
      // First, so that looking for the line does not count.
      kernelCall.end();
      kernelCall.kernel = activity.kernel();
      PythonLine line = nanos >= NANOS_WORTH_A_LINE ? PythonLine.here() : null;
      if (line != null) {
        kernelCall.file = line.file();
        kernelCall.line = line.line();
        kernelCall.function = line.function();
      }
      kernelCall.commit();
    }
  }

  /** Writes what a thread has begun and not ended yet, and the counts. */
  void finish(Activities activities) {
    for (Activities.OnThread thread : activities.threads()) {
      for (Activity each = thread.now(); each != null; each = each.outer()) {
        commit(each);
      }
    }
    Map<CountKey, Count> sums = new HashMap<>();
    counts
        .values()
        .forEach(of ->
            of.forEach((key, count) -> sums.computeIfAbsent(key, _ -> new Count()).add(count)));
    sums.forEach((key, count) -> {
      Events.ShortKernelCalls event = new Events.ShortKernelCalls();
      event.context = key.context();
      event.kernel = key.call().module() + "." + key.call().function();
      event.held = key.held();
      event.calls = count.calls;
      event.total = count.nanos;
      event.commit();
    });
  }

  private static void commit(Activity activity) {
    Events.OfThread event = activity.take();
    if (event instanceof Events.KernelCallEvent kernelCall) {
      kernelCall.kernel = activity.kernel();
    } else if (event instanceof Events.InContext inContext && event.subject != null) {
      // As it is now: the recorder itself knows the first name that a thread had.
      inContext.name = event.subject.getName();
    }
    if (event != null) {
      event.commit();
    }
  }

  /** Writes the line that this thread is at. */
  static void at(long context, @Nullable PythonLine line, boolean hasGil) {
    if (line != null) {
      Events.PythonLineEvent event = new Events.PythonLineEvent();
      event.subject = Thread.currentThread();
      event.context = context;
      event.file = line.file();
      event.line = line.line();
      event.function = line.function();
      event.hasGil = hasGil;
      event.commit();
    }
  }

  private record CountKey(long context, KernelCall call, boolean held) {}

  // Written by one thread; read by the one that ends the trace, which may miss the last calls.
  private static final class Count {
    private long calls;
    private long nanos;

    void add(long duration) {
      calls++;
      nanos += duration;
    }

    void add(Count other) {
      calls += other.calls;
      nanos += other.nanos;
    }
  }
}
