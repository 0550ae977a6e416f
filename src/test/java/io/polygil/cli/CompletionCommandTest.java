package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir Path folder;
  @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    assertThat(Main.execute("completion", "bash")).isZero();
    Path script = Files.writeString(folder.resolve("completion"), streams.out());
    assertThat(completed(script, "polygil", "ma")).contains("map");
    assertThat(completed(script, "polygil", "map", "--on")).contains("--on-error");
  }

  /** Asks bash itself, in a shell that has read the script. */
  private static String completed(Path script, String... words) throws IOException {
    String line =
        "source \"$0\"; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_polygil; echo \"${COMPREPLY[*]}\""
            .formatted(String.join(" ", words), words.length - 1);
    Process bash =
        new ProcessBuilder("bash", "-c", line, script.toString()).redirectErrorStream(true).start();
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void fishGetsALineForEachCommandAndOption() {
    assertThat(Main.execute("completion", "fish")).isZero();
    assertThat(streams.out().lines())
        .allMatch(line -> line.startsWith("complete -c polygil -n '"))
        .anyMatch(line -> line.contains("-f -a map -d 'Runs a Python function over files"))
        .anyMatch(line -> line.contains("from map' -l on-error -x -a 'stop skip collect'"))
        .anyMatch(line -> line.contains("from run' -s c -r"));
  }

  @Test
  void anUnknownShellIsRefused() {
    assertThat(Main.execute("completion", "tcsh")).isEqualTo(2);
    assertThat(streams.err()).contains("tcsh");
  }
}
