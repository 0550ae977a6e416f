package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    return output("bash", "-c", line, script.toString());
  }

  @Test
  void fishGetsALineForEachCommandAndOption() {
    assertThat(Main.execute("completion", "fish")).isZero();
    assertThat(streams.out().lines())
        .allMatch(line -> line.startsWith("complete -c polygil -n '"))
        .anyMatch(line -> line.contains("-f -a map -d 'Runs a Python function over files"))
        .anyMatch(line -> line.contains("from map' -l on-error -x -a 'stop skip collect'"))
        .anyMatch(line -> line.contains("from run' -s c -r"))
        .anyMatch(line -> line.contains("from completion' -f -a 'bash zsh fish'"));
  }

  @Test
  void fishItselfCompletes() throws Exception {
    assumeTrue(isThere("fish"), "there is no fish here");
    assertThat(Main.execute("completion", "fish")).isZero();
    Path script = Files.writeString(folder.resolve("polygil.fish"), streams.out());
    assertThat(fish(script, "polygil ma")).contains("map\t");
    assertThat(fish(script, "polygil map --on")).contains("--on-error\t");
    assertThat(fish(script, "polygil map --on-error ")).contains("stop\t", "skip\t", "collect\t");
    assertThat(fish(script, "polygil completion ")).contains("bash\t", "zsh\t", "fish\t");
  }

  private static String fish(Path script, String line) throws IOException {
    return output(
        "fish", "--no-config", "-c", "source '%s'; complete -C '%s'".formatted(script, line));
  }

  @Test
  void zshCompletesByTheSameScriptAsBash() throws Exception {
    assumeTrue(isThere("zsh"), "there is no zsh here");
    assertThat(Main.execute("completion", "zsh")).isZero();
    Path script = Files.writeString(folder.resolve("completion"), streams.out());
    assertThat(zsh(script, "polygil", "ma")).contains("map");
    assertThat(zsh(script, "polygil", "map", "--on")).contains("--on-error");
    assertThat(zsh(script, "polygil", "completion", "")).contains("bash", "zsh", "fish");
  }

  /** Asks zsh's bashcompinit, as its own completion does when the tab key is pressed. */
  private static String zsh(Path script, String... words) throws IOException {
    String line =
        """
        autoload -U compinit && compinit -D -u
        source '%s'
        [[ ${_comps[polygil]} == *_complete_polygil* ]] || echo 'zsh does not know of polygil'
        COMP_WORDS=(%s); COMP_CWORD=%d
        emulate -L sh; setopt kshglob noshglob braceexpand ksharrays
        _complete_polygil
        echo "${COMPREPLY[*]}"
        """
            .formatted(
                script,
                Arrays.stream(words).map(word -> "'" + word + "'").collect(Collectors.joining(" ")),
                words.length - 1);
    return output("zsh", "-f", "-c", line);
  }

  private static boolean isThere(String shell) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
  }

  private static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void anUnknownShellIsRefused() {
    assertThat(Main.execute("completion", "tcsh")).isEqualTo(2);
    assertThat(streams.err()).contains("there is no 'tcsh'; there are bash, zsh, fish");
  }
}
