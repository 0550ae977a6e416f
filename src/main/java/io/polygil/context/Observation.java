package io.polygil.context;

import com.oracle.truffle.api.ThreadLocalAction;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.instrumentation.ContextsListener;
import com.oracle.truffle.api.instrumentation.EventBinding;
import com.oracle.truffle.api.instrumentation.ThreadsActivationListener;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.nodes.LanguageInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A look at the threads that run Python in the contexts of one engine, from when it is begun until
 * it is closed. Python runs at its full speed meanwhile, but for the moments in which threads enter
 * and leave contexts or are {@link #sample sampled}. Thread-safe.
 */
public final class Observation implements AutoCloseable {
  private final TruffleInstrument.Env env;
  private final ThreadListener listener;
  private final Map<TruffleContext, Long> numbers = new ConcurrentHashMap<>();
  private final AtomicLong seen = new AtomicLong();
  private final Map<Thread, Inside> inside = new ConcurrentHashMap<>();
  private final Map<Thread, Future<?>> asked = new ConcurrentHashMap<>();
  private final List<EventBinding<?>> bindings = new ArrayList<>();

  Observation(TruffleInstrument.Env env, ThreadListener listener) {
    this.env = env;
    this.listener = listener;
    bindings.add(env.getInstrumenter().attachContextsListener(new Contexts(), true));
    bindings.add(env.getInstrumenter().attachThreadsActivationListener(new Activations()));
    // Whoever was in a context before is asked to say so.
    for (TruffleContext context : numbers.keySet()) {
      var _ = env.submitThreadLocal(context, null, new Present());
    }
  }

  /** The threads that are in a context now. */
  public Collection<Thread> threads() {
    return List.copyOf(inside.keySet());
  }

  /**
   * Asks threads for the lines that they are at. A thread that runs Python answers at its next
   * safepoint, soon; one that waits in Python, for the GIL or something else, is woken for it and
   * waits on; one in Java answers when it is back in Python. Who has not answered the last time is
   * not asked again.
   *
   * @param threads those of {@link #threads()} that are of interest
   * @param answer told on the threads themselves
   */
  public void sample(Collection<Thread> threads, Answer answer) {
    Map<TruffleContext, List<Thread>> byContext = new HashMap<>();
    for (Thread thread : threads) {
      Inside now = inside.get(thread);
      Future<?> before = asked.get(thread);
      if (now != null && (before == null || before.isDone())) {
        byContext.computeIfAbsent(now.context(), _ -> new ArrayList<>()).add(thread);
      }
    }
    byContext.forEach((context, those) -> {
      for (Thread thread : those) {
        try {
          asked.put(
              thread, env.submitThreadLocal(context, new Thread[] {thread}, new Sample(answer)));
        } catch (IllegalStateException e) {
          // The context was closed meanwhile.
          inside.remove(thread);
        }
      }
    });
  }

  /** Whether a thread was asked by {@link #sample} and has not answered yet. */
  public boolean isAsked(Thread thread) {
    Future<?> last = asked.get(thread);
    return last != null && !last.isDone();
  }

  /** Whether this thread has the GIL of the context that it is in. */
  public static boolean hasGil() {
    return PythonFrames.haveGil();
  }

  /** Ends the look. The listener is told nothing more. */
  @Override
  public void close() {
    bindings.forEach(EventBinding::dispose);
    asked.values().forEach(future -> future.cancel(false));
    inside.clear();
  }

  private long number(TruffleContext context) {
    return numbers.computeIfAbsent(context, _ -> seen.incrementAndGet());
  }

  private void enter(TruffleContext context) {
    Thread thread = Thread.currentThread();
    Inside outer = inside.get(thread);
    inside.put(thread, new Inside(context, outer));
    listener.entered(number(context));
  }

  private void leave(TruffleContext context) {
    Thread thread = Thread.currentThread();
    Inside now = inside.get(thread);
    if (now == null) {
      // It had entered before the look began.
      return;
    }
    if (now.outer() == null) {
      inside.remove(thread);
      asked.remove(thread);
    } else {
      inside.put(thread, now.outer());
    }
    listener.left(number(context));
  }

  /** Told what {@link #sample} found. It must be quick and must not throw. */
  @FunctionalInterface
  public interface Answer {
    /**
     * This thread is at a line.
     *
     * @param context the context's number
     * @param line null where only Polygil's own Python runs
     * @param hasGil whether the thread has the context's GIL
     */
    void at(long context, @Nullable PythonLine line, boolean hasGil);
  }

  private record Inside(TruffleContext context, @Nullable Inside outer) {}

  private final class Activations implements ThreadsActivationListener {
    @Override
    public void onEnterThread(TruffleContext context) {
      enter(context);
    }

    @Override
    public void onLeaveThread(TruffleContext context) {
      leave(context);
    }
  }

  private final class Present extends ThreadLocalAction {
    Present() {
      super(false, false);
    }

    @Override
    protected void perform(Access access) {
      TruffleContext context = env.getEnteredContext();
      if (context != null && !inside.containsKey(access.getThread())) {
        enter(context);
      }
    }
  }

  private final class Sample extends ThreadLocalAction {
    private final Answer answer;

    Sample(Answer answer) {
      super(false, false);
      this.answer = answer;
    }

    @Override
    protected void perform(Access access) {
      Inside now = inside.get(access.getThread());
      if (now != null) {
        answer.at(number(now.context()), PythonFrames.top(), PythonFrames.haveGil());
      }
    }
  }

  private final class Contexts implements ContextsListener {
    @Override
    public void onContextCreated(TruffleContext context) {
      number(context);
    }

    @Override
    public void onLanguageContextCreated(TruffleContext context, LanguageInfo language) {}

    @Override
    public void onLanguageContextInitialized(TruffleContext context, LanguageInfo language) {}

    @Override
    public void onLanguageContextFinalized(TruffleContext context, LanguageInfo language) {}

    @Override
    public void onLanguageContextDisposed(TruffleContext context, LanguageInfo language) {}

    @Override
    public void onContextClosed(TruffleContext context) {
      numbers.remove(context);
    }
  }
}
