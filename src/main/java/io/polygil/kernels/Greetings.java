package io.polygil.kernels;

import io.polygil.kernel.Cancellation;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Document 002's first functions: a greeting, and a task that waits. */
@KernelModule(value = "greetings", doc = "A greeting, and a task that waits.")
public final class Greetings {
  private Greetings() {}

  /** Greets somebody by name. */
  @Kernel(gil = Gil.HOLD, doc = "Greets somebody by name.")
  public static String greet(String name) {
    return "Hello, " + name + "!";
  }

  /**
   * Waits, as a task that waits for a device or a peer would. It holds the GIL, but releases it
   * around the wait, as the document's function does.
   *
   * @throws IllegalArgumentException if the time is negative
   * @throws CancellationException if its caller is cancelled meanwhile
   */
  @Kernel(gil = Gil.HOLD, doc = "Waits so many seconds while other Python threads run.")
  public static void long_running_task(long duration_secs) {
    if (duration_secs < 0) {
      throw new IllegalArgumentException("duration_secs must not be negative");
    }
    Gil.<@Nullable Void, RuntimeException>detached(() -> {
      await(TimeUnit.SECONDS.toNanos(duration_secs));
      return null;
    });
  }

  private static void await(long nanos) {
    long start = System.nanoTime();
    for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - start)) {
      // It returns early where the caller is cancelled, or Ctrl-C has come.
      LockSupport.parkNanos(left);
      Cancellation.check();
    }
  }
}
