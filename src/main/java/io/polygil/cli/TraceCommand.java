package io.polygil.cli;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.context.PythonProgram;
import io.polygil.trace.GilTimeline;
import io.polygil.trace.GilTrace;
import io.polygil.trace.ThreadNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Runs a Python program and tells who had the GIL, who waited for it, and why. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = {
      "polygil trace [OPTIONS] (FILE | -c CODE | -m MODULE | -) [ARG...]",
      "       polygil trace [OPTIONS] --from FILE.jfr"
    },
    description = {
      "Runs a Python program as polygil run does, and tells afterwards, on standard error, which"
          + " threads had the GIL, which waited for it and where, and what to do about it."
    },
    footer = {
      "",
      "Examples:",
      "  polygil trace program.py",
      "  polygil trace --out trace program.py      # then open trace/timeline.html",
      "  polygil trace --from service.jfr          # a flight recording of a running service",
      "",
      "In the folder that --out makes, trace.json opens in Perfetto (ui.perfetto.dev) and trace.jfr"
          + " in JDK Mission Control."
    })
final class TraceCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @ParentCommand
  private Main main;

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @Mixin
  private ProgramOptions what;

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @Mixin
  private TraceFiles files;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = {
        "Read a flight recording instead of running a program: one of --out, or one of any process"
            + " with Polygil in it."
      })
  private @Nullable Path from;

  @Override
  public Integer call() throws IOException {
    Path recording = from;
    if (recording == null) {
      if (what.isEmpty()) {
        throw new UsageException(
            ProgramOptions.NOTHING + "; or --from FILE.jfr, to read a flight recording");
      }
      PythonProgram program = what.program();
      files.requireWritable();
      return run(program);
    }
    if (!what.isEmpty()) {
      throw new UsageException("--from reads a recording: it takes no program");
    }
    GilTimeline timeline = read(recording);
    files.requireWritable();
    files.write(timeline, recording);
    System.out.print(TraceSummary.text(timeline));
    return 0;
  }

  private int run(PythonProgram program) throws IOException {
    TraceEnd end = new TraceEnd(files);
    try (PythonPool pool =
            what.pool("trace", main, end::endProcess).kernels(ThreadNames.class).build();
        PythonLease lease = ProgramOptions.lease(pool)) {
      ThreadNames.follow(lease);
      try (GilTrace trace = GilTrace.start(pool, program.name())) {
        end.of(trace);
        int code = lease.run(program);
        end.tell();
        return code;
      }
    }
  }

  private static GilTimeline read(Path recording) {
    if (!Files.isReadable(recording) || Files.isDirectory(recording)) {
      throw new UsageException(
          "--from: "
              + (Files.exists(recording) ? "cannot read " : "there is no file ")
              + recording);
    }
    try {
      return GilTimeline.read(recording);
    } catch (NoSuchFileException e) {
      throw new UsageException("--from: there is no file " + recording);
    } catch (IOException e) {
      throw new UsageException(
          "--from: " + recording + " is no flight recording: " + e.getMessage());
    }
  }
}
