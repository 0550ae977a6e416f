package io.polygil.kernels;

import io.polygil.kernel.Cancellation;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import io.polygil.kernel.Unsigned;
import org.jspecify.annotations.Nullable;

/**
 * Document 003's Fibonacci numbers, step by step, modulo 2^64: F(0) = 0, F(1) = 1. The loop is the
 * point: it keeps one core busy for as long as it takes to add.
 */
@KernelModule(value = "fibonacci", doc = "Fibonacci numbers modulo 2**64, added up step by step.")
public final class Fibonacci {
  // Blocks keep the compiled loop an int loop, which has no safepoint poll at each turn.
  private static final int TURNS_PER_BLOCK = 1 << 24;

  private Fibonacci() {}

  /** F(n) modulo 2^64 while the GIL is held. */
  @Kernel(gil = Gil.HOLD, doc = "F(n) modulo 2**64 while the GIL is held.")
  @Unsigned
  public static long fibonacci_gil(@Unsigned long n) {
    return fibonacci(n);
  }

  /** F(n) modulo 2^64 while other Python threads run. */
  @Kernel(gil = Gil.RELEASE, doc = "F(n) modulo 2**64 while other Python threads run.")
  @Unsigned
  public static long fibonacci_nogil(@Unsigned long n) {
    return fibonacci(n);
  }

  /**
   * Document 003's recursion that releases the GIL at each level without an end: where pybind11
   * aborts the process, Python gets a {@code RecursionError}.
   */
  @Kernel(gil = Gil.HOLD, doc = "Releases the GIL, then calls itself, and so on for ever.")
  public static void recurse_unlock() {
    Gil.<@Nullable Void, RuntimeException>detached(() -> {
      recurse_unlock();
      return null;
    });
  }

  private static long fibonacci(long n) {
    long turns = n >>> 1;
    long a = 0;
    long b = 1;
    while (turns != 0) {
      int block =
          (int) (Long.compareUnsigned(turns, TURNS_PER_BLOCK) < 0 ? turns : TURNS_PER_BLOCK);
      for (int i = 0; i < block; i++) {
        // Two steps a turn: written as one step with a swap, C2 gives it one of two shapes by
        // chance, one of them half as fast.
        a += b;
        b += a;
      }
      turns -= block;
      Cancellation.check();
    }
    return (n & 1) == 0 ? a : b;
  }
}
