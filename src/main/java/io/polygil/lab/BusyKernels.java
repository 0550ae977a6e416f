package io.polygil.lab;

import io.polygil.kernel.Cancellation;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;

/** A kernel that leaves the GIL to the policy, which the free play chooses. */
@KernelModule(value = "busy", doc = "Keeps one core busy.")
final class BusyKernels {
  private BusyKernels() {}

  /** Takes so long on a core, and gives how often it went round. */
  @Kernel(gil = Gil.AUTO, doc = "Keeps one core busy for so many milliseconds.")
  static long spin(long milliseconds) {
    if (milliseconds < 0 || milliseconds > 10_000) {
      throw new IllegalArgumentException(
          "milliseconds must be from 0 to 10000, got " + milliseconds);
    }
    long end = System.nanoTime() + milliseconds * 1_000_000;
    long turns = 0;
    while (System.nanoTime() < end) {
      turns++;
      if ((turns & 0xFFF) == 0) {
        Cancellation.check();
      }
    }
    return turns;
  }
}
