package io.polygil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Whether a person looks at a standard stream. */
enum Terminal {
  OUT(1),
  ERR(2);

  private final int descriptor;

  Terminal(int descriptor) {
    this.descriptor = descriptor;
  }

  boolean isInteractive() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      // Without /proc the JDK knows only of input and output together.
      return Objects.requireNonNull(System.console()).isTerminal();
    }
  }

  /** A progress bar on standard error, of which nothing stays in the end. */
  static ProgressBarBuilder progress(String task, long expected) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .clearDisplayOnFinish()
        .setInitialMax(expected);
  }

  /** Whether to colour what goes there. */
  boolean showsColours() {
    String noColor = System.getenv("NO_COLOR");
    return isInteractive() && (noColor == null || noColor.isEmpty());
  }
}
