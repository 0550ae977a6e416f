package io.polygil.cli;

import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how many items are done, how fast, and how long the rest will take. */
final class MapProgress implements AutoCloseable {
  private final @Nullable ProgressBar bar;

  /**
   * @param total how many items there are, -1 if that is unknown
   */
  MapProgress(int total) {
    // Results on the same terminal would be torn apart by it.
    boolean shown = Terminal.ERR.isInteractive() && !Terminal.OUT.isInteractive();
    bar = shown ? Terminal.progress("map", total).showSpeed().build() : null;
  }

  void step(int items) {
    if (bar != null) {
      bar.stepBy(items);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
