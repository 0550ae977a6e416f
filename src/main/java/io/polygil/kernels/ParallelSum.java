package io.polygil.kernels;

import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;

/** Document 002's sum 1 + 2 + ... + n, which is also document 001's loop as a native function. */
@KernelModule(value = "parallel_sum", doc = "The sum 1 + 2 + ... + n, by adding each term.")
public final class ParallelSum {
  // The largest n whose sum is a signed 64-bit number.
  private static final long LARGEST = 4_294_967_295L;

  private ParallelSum() {}

  /**
   * Adds 1 to n while the GIL is held; 0 for n below 1, as an empty range of Python gives.
   *
   * @throws ArithmeticException if the sum is beyond 2^63 - 1
   */
  @Kernel(gil = Gil.HOLD, doc = "1 + 2 + ... + n while the GIL is held; 0 for n below 1.")
  public static long calculate_sum(long n) {
    if (n > LARGEST) {
      throw new ArithmeticException(
          "the sum of 1 to " + n + " is beyond 2**63 - 1: n may be " + LARGEST + " at most");
    }
    long total = 0;
    for (long i = 1; i <= n; i++) {
      total += i;
    }
    return total;
  }
}
