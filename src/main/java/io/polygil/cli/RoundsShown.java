package io.polygil.cli;

import io.polygil.measure.Progress;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Shows on standard error which row is measured, and how far it is. */
final class RoundsShown implements Progress, AutoCloseable {
  private @Nullable ProgressBar bar;
  private String task = "";

  @Override
  public void round(String name, Phase phase, int done, int expected) {
    String current = phase == Phase.WARM_UP ? "warming up " + name : "measuring";
    if (bar == null || !current.equals(task)) {
      close();
      task = current;
      bar = Terminal.progress(current, expected).build();
    }
    bar.maxHint(expected);
    bar.stepTo(done);
  }

  @Override
  public void close() {
    ProgressBar current = bar;
    if (current != null) {
      current.close();
      bar = null;
    }
  }
}
