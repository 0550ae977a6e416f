package io.polygil.cli;

import io.polygil.trace.GilTimeline;
import io.polygil.trace.GilTrace;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The end of a traced program: its files and its summary, once, whichever thread ends it. */
final class TraceEnd {
  private final TraceFiles files;
  private @Nullable GilTrace trace;
  private boolean told;

  TraceEnd(TraceFiles files) {
    this.files = files;
  }

  synchronized void of(GilTrace started) {
    trace = started;
  }

  /** Ends the trace, writes its files and prints its summary on standard error. */
  synchronized void tell() throws IOException {
    GilTrace ending = trace;
    if (ending == null || told) {
      return;
    }
    told = true;
    GilTimeline timeline = ending.stop();
    try {
      files.write(timeline, ending);
    } finally {
      // Also where the disk is full: the run was not for nothing.
      System.err.print(TraceSummary.text(timeline));
    }
  }

  /** What {@code os._exit} does, from any thread, while other threads may run Python. */
  void endProcess(int code) {
    try {
      tell();
    } catch (IOException e) {
      System.err.println("polygil trace: " + e.getMessage());
    }
    Runtime.getRuntime().halt(code);
  }
}
