package io.polygil.kernels;

import io.polygil.kernel.Cancellation;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import java.time.Duration;
import java.util.concurrent.CancellationException;
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
      await(Duration.ofSeconds(duration_secs));
      return null;
    });
  }

  private static void await(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Cancellation.check();
    }
  }
}
