package io.polygil.cli;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.kernels.BundledKernels;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a Python program with the bundled kernels importable. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a Python program.",
      "The kernels that come with Polygil can be imported; a module of the program's own wins over"
          + " one of the same name."
    },
    footer = {"", "Example:", "  polygil run program.py --its-own-option argument"})
final class RunCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "The program.")
  private String file = "";

  @Parameters(index = "1..*", paramLabel = "ARG", description = "sys.argv[1:] of the program.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    byte[] source = read();
    try (PythonPool pool =
            PythonPool.builder()
                .name("run")
                .maximumSize(1)
                .kernels(BundledKernels.all())
                .allowWhatPythonCommandMay()
                .standardStreams(System.in, System.out, System.err)
                .build();
        PythonLease lease = pool.acquire()) {
      return lease.runProgram(file, source, arguments);
    }
  }

  private byte[] read() {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + file);
    } catch (AccessDeniedException e) {
      throw new UsageException("may not read " + file);
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    }
  }
}
