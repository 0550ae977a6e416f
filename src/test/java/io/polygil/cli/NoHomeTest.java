package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.compare.FreshProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users whom the system gives no home, as it often is with those of services and containers. */
class NoHomeTest {
  @TempDir Path folder;

  private String run(String home) throws Exception {
    List<String> command =
        FreshProcess.command(Main.class, "run", "-c", "import json; print(json.dumps([1]))");
    command.add(1, "-Duser.home=/nonexistent");
    command.add(1, "-Djava.io.tmpdir=" + folder);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("XDG_CACHE_HOME");
    builder.environment().put("HOME", home);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void theirEnvironmentMayNameOne() throws Exception {
    assertThat(run(folder.toString())).isEqualTo("[1]\n");
    assertThat(folder.resolve(".cache/org.graalvm.polyglot")).isNotEmptyDirectory();
  }

  @Test
  void elsePythonsFilesAreTemporary() throws Exception {
    assertThat(run("/nonexistent")).isEqualTo("[1]\n");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("removed with the process").noneMatch(Files::isDirectory);
    }
  }
}
