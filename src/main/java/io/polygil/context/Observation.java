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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Instrument;
import org.jspecify.annotations.Nullable;

/**
 * A look at the threads that run Python in the contexts of a {@link PythonEngine}, from when it is
 * begun until it is closed. Python runs at its full speed meanwhile, but for the moments in which
 * threads enter and leave contexts or are {@link #sample sampled}. Thread-safe.
 */
public final class Observation implements AutoCloseable {
  private final ThreadListener listener;
  private final Consumer<Observation> atEnd;
  private final Map<TruffleContext, Long> numbers = new ConcurrentHashMap<>();
  private final AtomicLong seen = new AtomicLong();
  private final Map<Thread, Inside> inside = new ConcurrentHashMap<>();
  private final Map<Thread, Future<?>> asked = new ConcurrentHashMap<>();
  private final List<EventBinding<?>> bindings = new ArrayList<>();

  /**
   * Sees nothing yet.
   *
   * @param atEnd told when it is closed
   */
  Observation(ThreadListener listener, Consumer<Observation> atEnd) {
    this.listener = listener;
    this.atEnd = atEnd;
  }

  /** Looks at one more of the polyglot engines that contexts are in. */
  void attach(Engine engine) {
    Instrument instrument =
        Objects.requireNonNull(
            engine.getInstruments().get(ThreadInstrument.ID), ThreadInstrument.ID);
    attach(instrument.lookup(ThreadInstrument.Environment.class).env());
  }

  private void attach(TruffleInstrument.Env env) {
    Contexts contexts = new Contexts();
    bindings.add(env.getInstrumenter().attachContextsListener(contexts, true));
    bindings.add(env.getInstrumenter().attachThreadsActivationListener(new Activations(env)));
    // Whoever was in a context before is asked to say so.
    for (TruffleContext context : contexts.before()) {
      var _ = env.submitThreadLocal(context, null, new Present(env));
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
    for (Thread thread : threads) {
      Inside now = inside.get(thread);
      Future<?> before = asked.get(thread);
      if (now == null || (before != null && !before.isDone())) {
        continue;
      }
      try {
        asked.put(
            thread,
            now.env().submitThreadLocal(now.context(), new Thread[] {thread}, new Sample(answer)));
      } catch (IllegalStateException e) {
        // The context was closed meanwhile.
        inside.remove(thread);
      }
    }
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
    atEnd.accept(this);
    bindings.forEach(EventBinding::dispose);
    asked.values().forEach(future -> future.cancel(false));
    inside.clear();
  }

  private long number(TruffleContext context) {
    return numbers.computeIfAbsent(context, _ -> seen.incrementAndGet());
  }

  private void enter(TruffleInstrument.Env env, TruffleContext context) {
    Thread thread = Thread.currentThread();
    Inside outer = inside.get(thread);
    inside.put(thread, new Inside(env, context, outer));
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

  private record Inside(
      TruffleInstrument.Env env, TruffleContext context, @Nullable Inside outer) {}

  private final class Activations implements ThreadsActivationListener {
    private final TruffleInstrument.Env env;

    Activations(TruffleInstrument.Env env) {
      this.env = env;
    }

    @Override
    public void onEnterThread(TruffleContext context) {
      enter(env, context);
    }

    @Override
    public void onLeaveThread(TruffleContext context) {
      leave(context);
    }
  }

  private final class Present extends ThreadLocalAction {
    private final TruffleInstrument.Env env;

    Present(TruffleInstrument.Env env) {
      super(false, false);
      this.env = env;
    }

    @Override
    protected void perform(Access access) {
      TruffleContext context = env.getEnteredContext();
      if (context != null && !inside.containsKey(access.getThread())) {
        enter(env, context);
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
    private final Collection<TruffleContext> seen = ConcurrentHashMap.newKeySet();

    /** Those that were there when the look began. */
    Collection<TruffleContext> before() {
      return List.copyOf(seen);
    }

    @Override
    public void onContextCreated(TruffleContext context) {
      seen.add(context);
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
      seen.remove(context);
      numbers.remove(context);
    }
  }
}
