package io.polygil.trace;

import io.polygil.PoolObservation;
import io.polygil.PythonPool;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the threads of a pool do at the moment of looking: for live displays. A look costs
 * about a microsecond a thread and stops none of them. For figures, use {@link GilTrace}.
 *
 * <p>Thread-safe.
 */
public final class GilWatch implements AutoCloseable {
  // The GIL of a GraalPy context is a fair lock; locks of Python's are not.
  private static final String GIL_CLASS = "java.util.concurrent.locks.ReentrantLock$FairSync";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Activities activities =
      new Activities(
          new Activities.Listener() {
            @Override
            public void begun(Activities.OnThread thread, Activity activity) {}

            @Override
            public void ended(Activities.OnThread thread, Activity activity) {}
          });
  private final PoolObservation observation;

  private GilWatch(PythonPool pool) {
    observation = pool.observe(activities, activities);
  }

  /** Begins to watch a pool. */
  public static GilWatch start(PythonPool pool) {
    return new GilWatch(pool);
  }

  /** What each thread that lives and has been in a context of the pool does now. */
  public List<Lane> lanes() {
    Collection<Activities.OnThread> seen = activities.threads();
    List<Activities.OnThread> all = new ArrayList<>(seen);
    all.sort(
        Comparator.comparingLong(Activities.OnThread::lastContext)
            .thenComparingLong(each -> each.thread().threadId()));
    long[] ids = all.stream().mapToLong(each -> each.thread().threadId()).toArray();
    // Without stacks: that would stop the threads.
    @Nullable ThreadInfo[] infos = threads.getThreadInfo(ids, 0);
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      lanes.add(lane(all.get(i), infos[i]));
    }
    return lanes;
  }

  private static Lane lane(Activities.OnThread thread, @Nullable ThreadInfo info) {
    Activity now = thread.now();
    GilState state = now == null || info == null ? GilState.IDLE : state(now.state(), info);
    return new Lane(
        (int) thread.lastContext(),
        thread.thread().threadId(),
        thread.thread().getName(),
        state,
        now == null ? null : now.kernel());
  }

  /** The state, by whether the thread waits, and for what. */
  static GilState state(GilState otherwise, ThreadInfo info) {
    if (waitsForGil(info)) {
      return GilState.WAITING;
    }
    boolean waits =
        switch (info.getThreadState()) {
          case BLOCKED, WAITING, TIMED_WAITING -> true;
          case NEW, RUNNABLE, TERMINATED -> false;
        };
    return waits && otherwise == GilState.RUNNING ? GilState.BLOCKED : otherwise;
  }

  private static boolean waitsForGil(ThreadInfo info) {
    LockInfo lock = info.getLockInfo();
    return lock != null && lock.getClassName().equals(GIL_CLASS);
  }

  /** Ends the watch. */
  @Override
  public void close() {
    observation.close();
  }
}
