package io.polygil.kernels;

import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import java.time.Duration;

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
   * Waits while other Python threads run, as a task that waits for a device or a peer would.
   *
   * @throws IllegalArgumentException if the time is negative
   * @throws IllegalStateException if the thread is interrupted while it waits
   */
  @Kernel(gil = Gil.RELEASE, doc = "Waits while other Python threads run.")
  public static void long_running_task(long duration_secs) {
    if (duration_secs < 0) {
      throw new IllegalArgumentException("duration_secs must not be negative");
    }
    try {
      Thread.sleep(Duration.ofSeconds(duration_secs));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The task was interrupted while it waited", e);
    }
  }
}
