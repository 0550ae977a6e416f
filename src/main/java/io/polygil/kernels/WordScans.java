package io.polygil.kernels;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between the scans. Until C2 has compiled it, vector code runs a thousand times slower
 * than it will, a quarter of a second for a megabyte: so a thread in the background runs it on a
 * little text, and it is chosen once it has become fast.
 */
final class WordScans {
  private static final int WARM_UP_TEXT = 4096;
  private static final int WARM_UP_RUNS = 100_000;
  // Interpreted, a run takes a thousand times as long.
  private static final long FAST_NANOSECONDS = 3_000;
  private static final int FAST_RUNS = 100;

  private static volatile @Nullable WordScan fast;

  private WordScans() {}

  private static final class WarmUp {
    static final Thread THREAD =
        Thread.ofPlatform().daemon().name("polygil-vector-warm-up").start(WordScans::warmUp);
  }

  /** The vector scan, if it is fast by now; else null. The first call starts its warm-up. */
  static @Nullable WordScan fast() {
    WordScan found = fast;
    if (found == null) {
      WarmUp.THREAD.getState();
    }
    return found;
  }

  /** Waits until {@link #fast()} no longer changes. */
  static void awaitWarmUp() throws InterruptedException {
    WarmUp.THREAD.join();
  }

  private static void warmUp() {
    WordScan scan = TextBytes.latin1("") == null ? null : VectorModule.wordScan();
    if (scan == null) {
      return;
    }
    // All of the scan's branches are taken, so that none is compiled as one that never is.
    byte[][] texts = {bytes("it is as it is this, is it\n"), bytes("it\tis as\tit this\ris it\n")};
    byte[][] needles = {{'i', 's'}, {'i'}, {'t', 'h', 'i', 's'}};
    int fastRuns = 0;
    for (int run = 0; run < WARM_UP_RUNS && fastRuns < FAST_RUNS; run++) {
      byte[] text = texts[run & 1];
      long start = System.nanoTime();
      long found = scan.count(text, needles[run % needles.length], run & 1, text.length);
      boolean isFast = System.nanoTime() - start < FAST_NANOSECONDS && found >= 0;
      fastRuns = isFast ? fastRuns + 1 : 0;
    }
    if (fastRuns >= FAST_RUNS) {
      fast = scan;
    }
  }

  private static byte[] bytes(String line) {
    return line.repeat(WARM_UP_TEXT / line.length()).getBytes(StandardCharsets.ISO_8859_1);
  }
}
