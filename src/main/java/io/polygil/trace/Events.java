package io.polygil.trace;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * What a trace adds to a flight recording. Waits for the GIL need no event of their own: they are
 * {@code jdk.ThreadPark}s within GraalPy's {@code acquireGil}.
 */
final class Events {
  static final String IN_CONTEXT = "io.polygil.InContext";
  static final String KERNEL_CALL = "io.polygil.KernelCall";
  static final String SHORT_KERNEL_CALLS = "io.polygil.ShortKernelCalls";
  static final String CALLBACK = "io.polygil.Callback";
  static final String DETACHED = "io.polygil.Detached";
  static final String SYSTEM_CALL = "io.polygil.SystemCall";
  static final String PYTHON_LINE = "io.polygil.PythonLine";
  static final String TRACED = "io.polygil.Traced";

  static final List<Class<? extends Event>> ALL =
      List.of(
          InContext.class,
          KernelCallEvent.class,
          ShortKernelCalls.class,
          Callback.class,
          Detached.class,
          SystemCall.class,
          PythonLineEvent.class,
          Traced.class);

  private Events() {}

  /** An event that whoever ends the trace may write for a thread that is not done yet. */
  @Registered(false)
  abstract static class OfThread extends Event {
    @Label("Subject")
    @Nullable Thread subject;
  }

  /** A thread is in a context. */
  @Registered
  @Name(IN_CONTEXT)
  @Label("Thread in Python Context")
  @Category("Polygil")
  @StackTrace(false)
  static final class InContext extends OfThread {
    @Label("Context")
    long context;

    @Label("Thread's Name")
    @Nullable String name;
  }

  /** A call of a kernel that took long enough to be recorded on its own. */
  @Registered
  @Name(KERNEL_CALL)
  @Label("Kernel Call")
  @Category("Polygil")
  @StackTrace(false)
  @Threshold("10 us")
  static final class KernelCallEvent extends OfThread {
    @Label("Context")
    long context;

    @Label("Kernel")
    @Nullable String kernel;

    @Label("GIL Held")
    boolean held;

    @Label("File")
    @Description("Where Python called it; only of calls of at least a millisecond")
    @Nullable String file;

    @Label("Line")
    int line;

    @Label("Function")
    @Nullable String function;
  }

  /** The calls of a kernel in a context that were too short to be recorded one by one. */
  @Registered
  @Name(SHORT_KERNEL_CALLS)
  @Label("Short Kernel Calls")
  @Category("Polygil")
  @StackTrace(false)
  static final class ShortKernelCalls extends Event {
    @Label("Context")
    long context;

    @Label("Kernel")
    @Nullable String kernel;

    @Label("GIL Held")
    boolean held;

    @Label("Calls")
    long calls;

    @Label("Total Time")
    @Timespan(Timespan.NANOSECONDS)
    long total;
  }

  /** A kernel calls Python back. */
  @Registered
  @Name(CALLBACK)
  @Label("Callback Into Python")
  @Category("Polygil")
  @StackTrace(false)
  static final class Callback extends OfThread {}

  /** A kernel has released the GIL for a while. */
  @Registered
  @Name(DETACHED)
  @Label("Kernel Detached From the GIL")
  @Category("Polygil")
  @StackTrace(false)
  static final class Detached extends OfThread {}

  /** A thread is in a system call, for which it has released the GIL. */
  @Registered
  @Name(SYSTEM_CALL)
  @Label("Python Thread in System Call")
  @Category("Polygil")
  @StackTrace(false)
  static final class SystemCall extends OfThread {}

  /** A line that a thread was at when it was asked. */
  @Registered
  @Name(PYTHON_LINE)
  @Label("Python Line")
  @Category("Polygil")
  @StackTrace(false)
  static final class PythonLineEvent extends OfThread {
    @Label("Context")
    long context;

    @Label("File")
    @Nullable String file;

    @Label("Line")
    int line;

    @Label("Function")
    @Nullable String function;

    @Label("Has the GIL")
    boolean hasGil;
  }

  /** The time in which the trace was on. */
  @Registered
  @Name(TRACED)
  @Label("Traced")
  @Category("Polygil")
  @StackTrace(false)
  static final class Traced extends Event {
    @Label("What Ran")
    @Nullable String program;

    @Label("Shortest Recorded Wait and Call")
    @Timespan(Timespan.NANOSECONDS)
    long shortest;
  }
}
