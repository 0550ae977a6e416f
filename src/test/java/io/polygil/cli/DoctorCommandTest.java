package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {
  @TempDir Path folder;
  @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

  private static JsonNode check(JsonNode checks, String name) {
    for (JsonNode check : checks.path("checks")) {
      if (check.path("name").asString().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check " + name + " in " + checks);
  }

  @Test
  void jsonTellsOfTheJitOfThisVeryProcess() throws Exception {
    Path file = folder.resolve("doctor.json");
    assertThat(Main.execute("doctor", "--json", file.toString())).isZero();
    JsonNode checks = new JsonMapper().readTree(Files.readString(file));
    assertThat(check(checks, "JIT").path("state").asString()).isEqualTo("ok");
    assertThat(check(checks, "Vector API").path("state").asString()).isEqualTo("ok");
    assertThat(check(checks, "Cores").path("found").asString())
        .startsWith(Runtime.getRuntime().availableProcessors() + " core");
    JsonNode start = check(checks, "Fast start");
    assertThat(start.path("state").asString()).isEqualTo("slower");
    assertThat(start.path("advice").asString()).isNotEmpty();
    assertThat(streams.out()).isEmpty();
  }

  @Test
  void eachLineHasItsStateAndWhatToDo() {
    assertThat(Main.execute("doctor")).isZero();
    assertThat(streams.out())
        .contains("ok      Java: ")
        .contains(
            "slower  Fast start: off: Polygil was not started by its launcher\n        start");
    assertThat(streams.out().lines().filter(line -> line.startsWith("        ")))
        .doesNotHaveDuplicates();
    assertThat(streams.out().lines().filter(line -> line.startsWith("absent")))
        .allMatch(line -> line.contains(": optional: "));
  }

  @Test
  void whatIsAbsentIsSaidToBeOptional() {
    assertThat(Check.absent("Spark", "no spark-submit on PATH", "install Spark").found())
        .isEqualTo("optional: no spark-submit on PATH");
  }
}
