package io.polygil.trace;

import io.polygil.context.Observation;
import io.polygil.context.ThreadListener;
import io.polygil.kernel.KernelCall;
import io.polygil.kernel.KernelListener;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What each thread does in a pool, kept up to date by the threads themselves. */
final class Activities implements KernelListener, ThreadListener {
  private final Listener listener;
  private final Map<Thread, OnThread> threads = new ConcurrentHashMap<>();
  private final ThreadLocal<OnThread> here =
      ThreadLocal.withInitial(() -> threads.computeIfAbsent(Thread.currentThread(), OnThread::new));

  Activities(Listener listener) {
    this.listener = listener;
  }

  /** The threads that live and have been in a context since the watch began. */
  Collection<OnThread> threads() {
    threads.values().removeIf(each -> !each.thread().isAlive() && each.now() == null);
    return threads.values();
  }

  @Nullable OnThread of(Thread thread) {
    return threads.get(thread);
  }

  @Override
  public void entered(long context) {
    OnThread thread = here.get();
    thread.lastContext = context;
    begin(thread, new Activity(Activity.Kind.IN_CONTEXT, context, null, true, thread.now));
  }

  @Override
  public void left(long context) {
    end(Activity.Kind.IN_CONTEXT);
  }

  @Override
  public void entered(KernelCall call) {
    boolean held =
        switch (call.gil()) {
          case HOLD -> true;
          case RELEASE -> false;
          case AUTO -> Observation.hasGil();
        };
    OnThread thread = here.get();
    begin(thread, new Activity(Activity.Kind.KERNEL, thread.lastContext, call, held, thread.now));
  }

  @Override
  public void left(KernelCall call) {
    end(Activity.Kind.KERNEL);
  }

  @Override
  public void calling() {
    begin(Activity.Kind.CALLBACK, true);
  }

  @Override
  public void called() {
    end(Activity.Kind.CALLBACK);
  }

  @Override
  public void detached() {
    begin(Activity.Kind.DETACHED, false);
  }

  @Override
  public void attaching() {
    end(Activity.Kind.DETACHED);
  }

  private void begin(Activity.Kind kind, boolean held) {
    OnThread thread = here.get();
    begin(thread, new Activity(kind, thread.lastContext, null, held, thread.now));
  }

  private void begin(OnThread thread, Activity activity) {
    thread.now = activity;
    listener.begun(thread, activity);
  }

  private void end(Activity.Kind kind) {
    OnThread thread = here.get();
    Activity activity = thread.now;
    if (activity == null || activity.kind() != kind) {
      // It had begun before the watch.
      return;
    }
    thread.now = activity.outer();
    listener.ended(thread, activity);
  }

  /** Told on the thread itself. */
  interface Listener {
    void begun(OnThread thread, Activity activity);

    void ended(OnThread thread, Activity activity);
  }

  /** One thread, as others see it. */
  static final class OnThread {
    private final Thread thread;
    private volatile @Nullable Activity now;
    private volatile long lastContext;

    OnThread(Thread thread) {
      this.thread = thread;
    }

    Thread thread() {
      return thread;
    }

    @Nullable Activity now() {
      return now;
    }

    long lastContext() {
      return lastContext;
    }
  }
}
