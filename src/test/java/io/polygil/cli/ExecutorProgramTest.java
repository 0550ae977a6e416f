package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs with executors of contexts. What {@code executor_checks.py} covers of CPython's own
 * tests stands at its beginning; CPython's executor of processes is the oracle of the checks
 * themselves.
 */
class ExecutorProgramTest {
  private static final Path CHECKS = Path.of("src/test/python/executor_checks.py");

  @TempDir Path folder;
  @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

  private static long checks() throws IOException {
    return Pattern.compile("(?m)^def check_").matcher(Files.readString(CHECKS)).results().count();
  }

  private static void assertAllPassed(int exit, String printed) throws IOException {
    assertThat(exit).as(printed).isZero();
    assertThat(printed.lines().filter(line -> line.startsWith("ok check_")))
        .hasSize((int) checks());
    assertThat(printed.lines().toList().getLast())
        .as("calls that are pending at the program's end are made")
        .isEqualTo("at the end");
  }

  @Test
  void contextsBehaveAsProcessesDo() throws Exception {
    int exit = Main.execute("run", CHECKS.toString());
    assertAllPassed(exit, streams.out());
    assertThat(streams.err())
        .as("a worker tells of its initializer's failure")
        .contains("Exception in initializer:")
        .contains("ValueError: no start");
  }

  @Test
  void theChecksHoldOfProcesses() throws Exception {
    assumeTrue(hasPython(), "needs CPython 3.11 or later as python3 on PATH");
    Path printed = folder.resolve("printed");
    Process process =
        new ProcessBuilder("python3", CHECKS.toString())
            .redirectOutput(printed.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertAllPassed(process.waitFor(), Files.readString(printed));
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("python3", "--version").start();
      Matcher version =
          Pattern.compile("Python 3\\.(\\d+)")
              .matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      return process.waitFor() == 0 && version.find() && Integer.parseInt(version.group(1)) >= 11;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aProgramInASandboxHasWorkersToo() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("program.py"),
            """
            from polygil.futures import ContextPoolExecutor

            def square(n):
                return n * n

            if __name__ == "__main__":
                with ContextPoolExecutor(1) as pool:
                    print(list(pool.map(square, range(4))))
            """);
    int exit = Main.execute("run", "--sandbox", file.toString());
    assertThat(streams.out()).as(streams.err()).isEqualTo("[0, 1, 4, 9]\n");
    assertThat(exit).isZero();
  }

  @Test
  void aProgramWithoutAGuardIsToldSo() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("program.py"),
            """
            from polygil.futures import ContextPoolExecutor
            print(ContextPoolExecutor(1).submit(abs, -1).result())
            """);
    assertThat(Main.execute("run", file.toString())).isEqualTo(1);
    assertThat(streams.err())
        .contains("put what starts the program under `if __name__ == \"__main__\":`")
        .contains("BrokenContextPool");
  }
}
