package io.polygil.trace;

import io.polygil.PoolObservation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the threads of a pool again and again for the line that they are at. Who does not answer,
 * and is in no kernel, may be in a system call of which the flight recorder tells nothing, such as
 * {@code select}.
 */
final class LineSampler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineSampler.class);
  private static final Duration INTERVAL = Duration.ofMillis(10);

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("polygil-trace").factory());
  private final PoolObservation observation;
  private final Activities activities;
  private final Map<Thread, Events.SystemCall> systemCalls = new HashMap<>();
  // How often each thread had begun to wait when it was asked in a wait.
  private final Map<Thread, Long> askedInWait = new HashMap<>();

  LineSampler(PoolObservation observation, Activities activities) {
    this.observation = observation;
    this.activities = activities;
    var _ =
        clock.scheduleWithFixedDelay(
            lasting(this::sample), INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The same look, whose exception does not end all looks to come, and with them the lines. */
  static Runnable lasting(Runnable look) {
    return () -> {
      try {
        look.run();
      } catch (RuntimeException e) {
        LOG.warn("The lines could not be asked for: {}", e.toString());
      }
    };
  }

  /** Asks once. */
  private void sample() {
    List<Thread> inside = new ArrayList<>(observation.threads());
    @Nullable ThreadInfo[] infos =
        threads.getThreadInfo(inside.stream().mapToLong(Thread::threadId).toArray(), 0);
    List<Thread> asked = new ArrayList<>();
    for (int i = 0; i < infos.length; i++) {
      ThreadInfo info = infos[i];
      Thread thread = inside.get(i);
      boolean runs = info != null && info.getThreadState() == Thread.State.RUNNABLE;
      if (runs && observation.isAsked(thread) && isInSystemCall(thread)) {
        systemCalls.computeIfAbsent(thread, LineSampler::begin);
        continue;
      }
      end(systemCalls.remove(thread));
      if (info != null && isWorthAsking(thread, info)) {
        asked.add(thread);
      }
    }
    systemCalls
        .entrySet()
        .removeIf(call -> !inside.contains(call.getKey()) && end(call.getValue()));
    askedInWait.keySet().retainAll(inside);
    observation.sample(asked, EventRecorder::at);
  }

  private boolean isInSystemCall(Thread thread) {
    Activities.OnThread known = activities.of(thread);
    Activity now = known == null ? null : known.now();
    if (now == null || now.state() != GilState.RUNNING) {
      return false;
    }
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length > 0 && stack[0].isNativeMethod();
  }

  private static Events.SystemCall begin(Thread thread) {
    Events.SystemCall call = new Events.SystemCall();
    call.subject = thread;
    call.begin();
    return call;
  }

  private static boolean end(Events.@Nullable SystemCall call) {
    if (call != null) {
      call.commit();
    }
    return true;
  }

  // Whoever waits stays at its line, and asking takes its place in the queue for the GIL: once for
  // each wait is enough.
  private boolean isWorthAsking(Thread thread, ThreadInfo info) {
    if (info.getThreadState() == Thread.State.RUNNABLE) {
      return true;
    }
    long waits = info.getWaitedCount() + info.getBlockedCount();
    Long before = askedInWait.get(thread);
    // To answer is to wait anew.
    if (before != null && waits <= before + 1) {
      return false;
    }
    askedInWait.put(thread, waits);
    return true;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      clock.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    systemCalls.values().forEach(LineSampler::end);
    systemCalls.clear();
  }
}
