package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.compare.FreshProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands in docs/commands.md again. With the environment variable {@code RECORD=1} it
 * writes what they answer into that file.
 */
class RecordedSessionTest {
  private static final Path SESSION = Path.of("docs", "commands.md");

  @TempDir Path folder;
  private Path work;

  @BeforeEach
  void installCommand() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
    Path bin = Files.createDirectory(folder.resolve("bin"));
    List<String> line = new ArrayList<>(FreshProcess.command(Main.class));
    line.add(1, "-XX:TieredStopAtLevel=1");
    String quoted = line.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    Path command =
        Files.writeString(bin.resolve("polygil"), "#!/bin/sh\nexec " + quoted + " \"$@\"\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
  }

  private String answer(String command) throws IOException {
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command);
    shell.directory(work.toFile()).redirectErrorStream(true);
    shell.environment().merge("PATH", folder.resolve("bin").toString(), (a, b) -> b + ":" + a);
    shell.environment().remove("POLYGIL_JAVA_OPTIONS");
    Process process = shell.start();
    process.getOutputStream().close();
    String answer = new String(process.getInputStream().readAllBytes());
    answer = answer.replace(work.toString(), "/home/you");
    return answer.isEmpty() || answer.endsWith("\n") ? answer : answer + "\n";
  }

  @Test
  void theCommandsStillAnswerSo() throws Exception {
    List<String> recorded = Files.readAllLines(SESSION);
    StringBuilder now = new StringBuilder();
    boolean isSession = false;
    for (String line : recorded) {
      if (line.startsWith("```")) {
        isSession = line.equals("```console");
      }
      if (isSession && line.startsWith("$ ")) {
        now.append(line).append('\n').append(answer(line.substring(2)));
      } else if (!isSession || line.startsWith("```")) {
        now.append(line).append('\n');
      }
    }
    if ("1".equals(System.getenv("RECORD"))) {
      Files.writeString(SESSION, now);
    }
    assertThat(now.toString()).isEqualTo(String.join("\n", recorded) + "\n");
  }
}
