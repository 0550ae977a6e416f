package io.polygil.kernels;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between the scans of one width. Until C2 has compiled it, vector code runs a thousand
 * times slower than it will, a quarter of a second for a megabyte: so a thread in the background
 * runs it on a little text, and it is chosen once it has become fast. Thread-safe.
 */
final class WordScans {
  private static final int WARM_UP_TEXT = 4096;
  private static final int WARM_UP_RUNS = 20_000;
  // As many as C2 wants to have seen. From then on running more does not help it: it only takes the
  // core from it, and from the program, for as long as C2 is busy with other methods.
  private static final int RUNS_WITHOUT_PAUSE = 2_000;
  private static final Duration PAUSE = Duration.ofMillis(5);
  // A run takes one to three; interpreted, a thousand times as long, and by C1 a hundred times.
  private static final long FAST_NANOSECONDS = 20_000;
  private static final int FAST_RUNS = 100;

  private static final class Latin1 {
    static final WordScans STARTED = started(TextBytes.Width.LATIN1);
  }

  private static final class Utf16 {
    static final WordScans STARTED = started(TextBytes.Width.UTF16);
  }

  private final TextBytes.Width width;
  private final Thread warmUp;
  private volatile @Nullable WordScan fast;

  private WordScans(TextBytes.Width width) {
    this.width = width;
    this.warmUp =
        Thread.ofPlatform().daemon().name("polygil-vector-warm-up-" + width).unstarted(this::run);
  }

  private static WordScans started(TextBytes.Width width) {
    WordScans scans = new WordScans(width);
    scans.warmUp.start();
    return scans;
  }

  /** Those of a width. The first call starts their warm-up. */
  static WordScans of(TextBytes.Width width) {
    return switch (width) {
      case LATIN1 -> Latin1.STARTED;
      case UTF16 -> Utf16.STARTED;
    };
  }

  /** The vector scan, if it is fast by now; else null. */
  @Nullable WordScan fast() {
    return fast;
  }

  /** Waits until {@link #fast()} no longer changes. */
  void awaitWarmUp() throws InterruptedException {
    warmUp.join();
  }

  private void run() {
    WordScan scan = VectorModule.wordScan(width);
    if (scan == null) {
      return;
    }
    // All of the scan's branches are taken, so that none is compiled as one that never is.
    byte[][] texts = {text("it is as it is this, is it\n"), text("it\tis as\tit this\ris it\n")};
    byte[][] needles = {bytes("is"), bytes("i"), bytes("this")};
    int fastRuns = 0;
    for (int run = 0; run < WARM_UP_RUNS && fastRuns < FAST_RUNS; run++) {
      if (run > RUNS_WITHOUT_PAUSE && fastRuns == 0) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      byte[] text = texts[run & 1];
      int length = width == TextBytes.Width.LATIN1 ? text.length : text.length / 2;
      long start = System.nanoTime();
      long found = scan.count(text, needles[run % needles.length], run & 1, length);
      boolean isFast = System.nanoTime() - start < FAST_NANOSECONDS && found >= 0;
      fastRuns = isFast ? fastRuns + 1 : 0;
    }
    if (fastRuns >= FAST_RUNS) {
      fast = scan;
    }
  }

  private byte[] text(String line) {
    return bytes(line.repeat(WARM_UP_TEXT / line.length()));
  }

  private byte[] bytes(String text) {
    return switch (width) {
      case LATIN1 -> text.getBytes(StandardCharsets.ISO_8859_1);
      case UTF16 -> TextBytes.utf16(text);
    };
  }
}
