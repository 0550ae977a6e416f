package io.polygil.trace;

import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import io.polygil.kernel.PythonFunction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Kernels that return when the test says so, which thereby knows when. */
@KernelModule("traced")
final class TracedKernels {
  private static final Map<String, Gate> GATES = new ConcurrentHashMap<>();

  private TracedKernels() {}

  /** A gate of this name that is shut. */
  static Gate gate(String name) {
    Gate gate = new Gate(new CountDownLatch(1), new CountDownLatch(1));
    GATES.put(name, gate);
    return gate;
  }

  private static void pass(String name) {
    Gate gate = GATES.get(name);
    gate.reached().countDown();
    await(gate.open());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the gate stays shut");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Kernel(gil = Gil.HOLD)
  static void hold(String gate) {
    pass(gate);
  }

  @Kernel(gil = Gil.RELEASE)
  static void release(String gate) {
    pass(gate);
  }

  @Kernel(gil = Gil.HOLD)
  static void detach(String gate) {
    Gil.detached(() -> {
      pass(gate);
      return true;
    });
  }

  @Kernel(gil = Gil.RELEASE)
  static void call(PythonFunction function) {
    function.call(Object.class);
  }

  @Kernel(gil = Gil.HOLD)
  static long spin(long nanos) {
    long end = System.nanoTime() + nanos;
    long turns = 0;
    while (System.nanoTime() < end) {
      turns++;
    }
    return turns;
  }

  /** Where a kernel waits. */
  record Gate(CountDownLatch reached, CountDownLatch open) {
    void awaitReached() {
      TracedKernels.await(reached);
    }
  }
}
