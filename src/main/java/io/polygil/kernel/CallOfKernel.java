package io.polygil.kernel;

import io.polygil.context.Values;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** One call of a kernel that got Python callables, which may be called while it lasts. */
final class CallOfKernel {
  private static final ThreadLocal<@Nullable CallOfKernel> CURRENT = new ThreadLocal<>();

  private final KernelCall kernel;
  private final KernelListener listener;
  private final Thread caller = Thread.currentThread();
  private volatile boolean ended;
  private volatile boolean detached;

  CallOfKernel(KernelCall kernel, KernelListener listener) {
    this.kernel = kernel;
    this.listener = listener;
  }

  /** The call in which this thread runs a kernel that got Python callables, or null. */
  static @Nullable CallOfKernel current() {
    return CURRENT.get();
  }

  /** Makes it this thread's; what it returns is for {@link #end}. */
  @Nullable CallOfKernel begin() {
    CallOfKernel outer = CURRENT.get();
    CURRENT.set(this);
    return outer;
  }

  void end(@Nullable CallOfKernel outer) {
    ended = true;
    // Not removed where there was none: the next call would have to make its entry again.
    CURRENT.set(outer);
  }

  /** Says whether the caller has given up the GIL for a while; gives what was so before. */
  boolean detach(boolean now) {
    boolean before = detached;
    detached = now;
    return before;
  }

  PythonFunction function(Values values, Value function) {
    return new PythonFunction() {
      @Override
      public <T> @Nullable T call(Class<T> type, @Nullable Object... arguments) {
        requireCallable();
        Object[] converted = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
          converted[i] = values.toPython(arguments[i]);
        }
        listener.calling();
        try {
          return values.toJava(function.execute(converted), type);
        } finally {
          listener.called();
        }
      }
    };
  }

  private void requireCallable() {
    String name = kernel.module() + "." + kernel.function();
    if (ended) {
      throw new IllegalStateException(
          "Kernel " + name + " has returned: a Python callable may be called only until then");
    }
    Thread here = Thread.currentThread();
    if (kernel.gil() == Gil.HOLD && !detached && !here.equals(caller)) {
      throw new IllegalStateException(
          "Thread \""
              + here.getName()
              + "\" calls Python for kernel "
              + name
              + ", which holds the GIL on thread \""
              + caller.getName()
              + "\" until it returns: they would wait for each other. Declare it Gil.RELEASE, or"
              + " wait for that thread within Gil.detached");
    }
  }
}
