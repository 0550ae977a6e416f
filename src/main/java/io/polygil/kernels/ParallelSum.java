package io.polygil.kernels;

import io.polygil.kernel.Cancellation;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import java.util.stream.LongStream;

/**
 * Document 002's sum 1 + 2 + ... + n, which is also document 001's loop as a native function. Each
 * term is added: the loop is the point. C2 keeps it one, as LLVM does not: it knows no closed
 * formula for it, and the time grows with n.
 *
 * <p>Every function gives 0 for n below 1, as an empty range of Python does, and refuses a sum
 * beyond 2^63 - 1 before it adds anything.
 */
@KernelModule(value = "parallel_sum", doc = "The sum 1 + 2 + ... + n, by adding each term.")
public final class ParallelSum {
  // The largest n whose sum is a signed 64-bit number.
  private static final long LARGEST = 4_294_967_295L;

  // Blocks keep the compiled loop an int loop, which has no safepoint poll at each turn.
  private static final int BLOCK = 1 << 24;

  // Below this many terms a second thread costs more than it saves.
  private static final long PARALLEL_THRESHOLD = 1 << 18;

  // Asked once: in a container the JVM reads files of the control group for it.
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private ParallelSum() {}

  /**
   * Adds 1 to n on one core while the GIL is held.
   *
   * @throws ArithmeticException if the sum is beyond 2^63 - 1
   */
  @Kernel(gil = Gil.HOLD, doc = "1 + 2 + ... + n while the GIL is held; 0 for n below 1.")
  public static long calculate_sum(long n) {
    requireSumInRange(n);
    return sum(0, n, Cancellation.ofThisCall());
  }

  /**
   * Adds 1 to n on one core while other Python threads run.
   *
   * @throws ArithmeticException if the sum is beyond 2^63 - 1
   */
  @Kernel(
      gil = Gil.RELEASE,
      doc = "1 + 2 + ... + n while other Python threads run; 0 for n below 1.")
  public static long calculate_sum_detached(long n) {
    return calculate_sum(n);
  }

  /**
   * Adds 1 to n on all cores while the GIL is held.
   *
   * @throws ArithmeticException if the sum is beyond 2^63 - 1
   */
  @Kernel(
      gil = Gil.HOLD,
      doc = "1 + 2 + ... + n on all cores while the GIL is held; 0 for n below 1.")
  public static long parallel_calculate_sum(long n) {
    requireSumInRange(n);
    Cancellation call = Cancellation.ofThisCall();
    long parts = Math.min(CORES, n / PARALLEL_THRESHOLD);
    if (parts <= 1) {
      return sum(0, n, call);
    }
    return LongStream.range(0, parts)
        .parallel()
        .map(part -> sum(n * part / parts, n * (part + 1) / parts, call))
        .sum();
  }

  /**
   * Adds 1 to n on all cores while other Python threads run.
   *
   * @throws ArithmeticException if the sum is beyond 2^63 - 1
   */
  @Kernel(
      gil = Gil.RELEASE,
      doc = "1 + 2 + ... + n on all cores while other Python threads run; 0 for n below 1.")
  public static long parallel_calculate_sum_gil_released(long n) {
    return parallel_calculate_sum(n);
  }

  private static void requireSumInRange(long n) {
    if (n > LARGEST) {
      throw new ArithmeticException(
          "the sum of 1 to " + n + " is beyond 2**63 - 1: n may be " + LARGEST + " at most");
    }
  }

  // The terms after the first number, up to the last.
  private static long sum(long after, long last, Cancellation call) {
    long total = 0;
    for (long done = after; done < last; ) {
      int block = (int) Math.min(last - done, BLOCK);
      for (int i = 1; i <= block; i++) {
        total += done + i;
      }
      done += block;
      call.checkCall();
    }
    return total;
  }
}
