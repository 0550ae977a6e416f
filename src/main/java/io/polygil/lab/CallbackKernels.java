package io.polygil.lab;

import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import io.polygil.kernel.PythonFunction;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Kernels that call Python back from a thread of their own: one that may and one that may not. */
@KernelModule(value = "callbacks", doc = "Calls Python back from another thread.")
final class CallbackKernels {
  private CallbackKernels() {}

  /** Waits for a thread that needs the GIL, which this one keeps. */
  @Kernel(gil = Gil.HOLD, doc = "Calls back from another thread while the GIL is held.")
  static long held(PythonFunction function) {
    return onAnotherThread(function);
  }

  /** Waits for a thread that needs the GIL, without it. */
  @Kernel(gil = Gil.RELEASE, doc = "Calls back from another thread while the GIL is released.")
  static long released(PythonFunction function) {
    return onAnotherThread(function);
  }

  private static long onAnotherThread(PythonFunction function) {
    FutureTask<Long> call =
        new FutureTask<>(() -> Objects.requireNonNull(function.call(Long.class)));
    Thread.ofPlatform().name("kernel-worker").daemon().start(call);
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("The call of this kernel was cancelled");
    }
  }
}
