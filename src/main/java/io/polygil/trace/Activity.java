package io.polygil.trace;

import io.polygil.kernel.KernelCall;
import org.jspecify.annotations.Nullable;

/** Something that a thread has begun and not yet ended, inside of another such thing or not. */
final class Activity {
  private final Kind kind;
  private final long context;
  private final @Nullable KernelCall call;
  private final boolean held;
  private final @Nullable Activity outer;
  private Events.@Nullable OfThread event;
  private long begun;

  Activity(
      Kind kind, long context, @Nullable KernelCall call, boolean held, @Nullable Activity outer) {
    this.kind = kind;
    this.context = context;
    this.call = call;
    this.held = held;
    this.outer = outer;
  }

  Kind kind() {
    return kind;
  }

  long context() {
    return context;
  }

  @Nullable KernelCall call() {
    return call;
  }

  boolean isHeld() {
    return held;
  }

  @Nullable Activity outer() {
    return outer;
  }

  /** As far as it does not wait for anything. */
  GilState state() {
    return switch (kind) {
      case IN_CONTEXT, CALLBACK -> GilState.RUNNING;
      case KERNEL -> held ? GilState.HELD : GilState.RELEASED;
      case DETACHED -> GilState.RELEASED;
    };
  }

  /** The innermost kernel around it, such as {@code fibonacci.fibonacci_gil}, or null. */
  @Nullable String kernel() {
    for (Activity each = this; each != null && each.kind != Kind.CALLBACK; each = each.outer) {
      if (each.call != null) {
        return each.call.module() + "." + each.call.function();
      }
    }
    return null;
  }

  void begin(Events.OfThread now, long nanos) {
    event = now;
    begun = nanos;
    now.begin();
  }

  long begun() {
    return begun;
  }

  /** Its event, for the one who is to commit it: its own thread, or whoever ends the trace. */
  synchronized Events.@Nullable OfThread take() {
    Events.OfThread taken = event;
    event = null;
    return taken;
  }

  enum Kind {
    IN_CONTEXT,
    KERNEL,
    CALLBACK,
    DETACHED
  }
}
