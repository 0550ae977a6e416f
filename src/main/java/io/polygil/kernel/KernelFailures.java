package io.polygil.kernel;

import io.polygil.context.PythonErrors;
import java.util.ArrayDeque;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * What kernels have thrown, on the way from their Java method to their Python function, which
 * raises it: an exception that went through the border itself would take a hundred times as long.
 */
final class KernelFailures implements ProxyExecutable {
  // A stack: Python may run other code, such as a finalizer, before the function asks.
  private static final ThreadLocal<ArrayDeque<Throwable>> THROWN =
      ThreadLocal.withInitial(ArrayDeque::new);

  private final PythonErrors errors;

  KernelFailures(PythonErrors errors) {
    this.errors = errors;
  }

  /** Keeps what was thrown; gives what the kernel's Python function is to get as its result. */
  Object failed(Throwable thrown) {
    THROWN.get().push(thrown);
    return errors.failed();
  }

  /** The Python exception of what was kept last on this thread. */
  @Override
  public @Nullable Object execute(Value... none) {
    return JavaErrors.make(errors, THROWN.get().pop());
  }
}
