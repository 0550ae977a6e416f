package io.polygil.kernels;

import java.util.List;

/** The list of the kernel modules that come with Polygil. */
public final class BundledKernels {
  private BundledKernels() {}

  /** All of them, for a pool's {@code kernels}. */
  public static List<Class<?>> all() {
    return List.of(
        WordCount.class,
        Fibonacci.class,
        ParallelSum.class,
        DoubleArrays.class,
        Images.class,
        Greetings.class,
        Counters.class);
  }

  /**
   * Whether this JVM lets them use the Vector API and the memory of a text. Without them the words
   * are counted more slowly, with the same result.
   */
  public static boolean canUseVectors() {
    return TextBytes.width("") != null && VectorModule.wordScan(TextBytes.Width.LATIN1) != null;
  }
}
