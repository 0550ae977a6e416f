package io.polygil.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The Java object of a Python object, in one context: what the attribute {@code _java} holds. The
 * two refer to each other, and both are garbage once nobody else refers to the Python object.
 */
final class Instance implements Proxy {
  private final Object object;
  private final AtomicReference<@Nullable Value> python;
  private final AtomicBoolean closed = new AtomicBoolean();

  Instance(Object object, @Nullable Value python) {
    this.object = object;
    this.python = new AtomicReference<>(python);
  }

  Object object() {
    return object;
  }

  /** The Python object, or null where Python has only just got this. */
  @Nullable Value python() {
    return python.get();
  }

  /** Makes a Python object the one of this, unless there is one; gives the one. */
  Value adopt(Value made) {
    Value before = python.compareAndExchange(null, made);
    return before == null ? made : before;
  }

  /** Whether this is the first time that Python closes the object. */
  boolean beginClose() {
    return closed.compareAndSet(false, true);
  }
}
