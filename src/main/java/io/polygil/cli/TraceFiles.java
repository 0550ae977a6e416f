package io.polygil.cli;

import io.polygil.trace.GilTimeline;
import io.polygil.trace.GilTrace;
import io.polygil.trace.report.HtmlTimeline;
import io.polygil.trace.report.PerfettoTrace;
import io.polygil.trace.report.TimelineJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that a trace leaves. */
final class TraceFiles {
  private static final String RECORDING = "trace.jfr";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = {
        "Write the timeline into FOLDER, which is made where it is not there: timeline.html, a page"
            + " that needs no network; trace.json for Perfetto; trace.jfr, the flight recording."
      })
  private @Nullable Path folder;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the timeline to FILE, for programs.")
  private @Nullable Path json;

  /**
   * Makes sure that a long run does not end in "no such folder".
   *
   * @throws UsageException if a file cannot be written
   */
  void requireWritable() {
    Path out = folder;
    if (out != null) {
      try {
        Files.createDirectories(out);
      } catch (IOException e) {
        throw new UsageException(
            Files.exists(out)
                ? "--out: " + out + " is a file: name a folder for the timeline's files"
                : "--out: cannot make the folder "
                    + out
                    + ": may not write there, or a file is in its way");
      }
      if (!Files.isWritable(out)) {
        throw new UsageException("--out: may not write to " + out);
      }
    }
    if (json != null) {
      ResultFiles.requireWritable("--json", json);
    }
  }

  void write(GilTimeline timeline, GilTrace trace) throws IOException {
    Path out = folder;
    if (out != null) {
      trace.save(out.resolve(RECORDING));
    }
    write(timeline);
  }

  void write(GilTimeline timeline, Path recording) throws IOException {
    Path out = folder;
    if (out != null && !isThere(recording, out)) {
      Files.copy(recording, out.resolve(RECORDING), StandardCopyOption.REPLACE_EXISTING);
    }
    write(timeline);
  }

  private static boolean isThere(Path recording, Path out) throws IOException {
    Path target = out.resolve(RECORDING);
    return Files.exists(target) && Files.isSameFile(recording, target);
  }

  private void write(GilTimeline timeline) throws IOException {
    Path out = folder;
    if (out != null) {
      HtmlTimeline.write(timeline, out.resolve("timeline.html"));
      PerfettoTrace.write(timeline, out.resolve("trace.json"));
      System.err.println(
          "polygil trace: wrote timeline.html, trace.json and " + RECORDING + " into " + out);
    }
    if (json != null) {
      TimelineJson.write(timeline, json);
    }
  }
}
