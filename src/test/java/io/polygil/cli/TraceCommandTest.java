package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TraceCommandTest {
  private static final String PROGRAM =
      """
      import sys, threading
      from fibonacci import fibonacci_gil
      worker = threading.Thread(target=fibonacci_gil, args=(100_000_000,), name='my worker')
      worker.start()
      worker.join()
      print('the answer')
      sys.exit(int(sys.argv[1]))
      """;

  @TempDir Path folder;
  @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

  @Test
  @EnabledOnOs(OS.LINUX)
  void theSummaryIsToldThoughTheDiskIsFull() {
    assertThat(Main.execute("trace", "--json", "/dev/full", "-c", "print('ran')")).isEqualTo(1);
    assertThat(streams.out()).isEqualTo("ran\n");
    assertThat(streams.err())
        .contains("Context 1: its GIL was taken")
        .endsWith("polygil trace: No space left on device\n");
  }

  @Test
  void theProgramRunsAsEverAndTheSummaryGoesToStandardError() throws IOException {
    Path program = Files.writeString(folder.resolve("app.py"), PROGRAM);
    Path out = folder.resolve("made").resolve("here");
    Path json = folder.resolve("timeline.json");
    int code =
        Main.execute(
            "trace", "--out", out.toString(), "--json", json.toString(), program.toString(), "3");
    assertThat(code).isEqualTo(3);
    assertThat(streams.out()).isEqualTo("the answer\n");
    assertThat(streams.err())
        .contains(
            "app.py: ", "Context 1: its GIL was taken", "my worker", "fibonacci.fibonacci_gil")
        .doesNotContain("polygil_thread_names");
    assertThat(out.resolve("trace.jfr")).isNotEmptyFile();
    JsonNode trace = JsonMapper.shared().readTree(out.resolve("trace.json").toFile());
    assertThat(trace.get("traceEvents").findValuesAsString("name"))
        .contains("fibonacci.fibonacci_gil (GIL held)", "my worker");
    JsonNode timeline = JsonMapper.shared().readTree(json.toFile());
    assertThat(timeline.get("lanes").findValuesAsString("name")).contains("my worker");

    String wrote =
        "polygil trace: wrote timeline.html, trace.json and trace.jfr into " + out + "\n";
    assertThat(streams.err()).contains(wrote);
    String tables = streams.err().replace(wrote, "");
    int again = Main.execute("trace", "--from", out.resolve("trace.jfr").toString());
    assertThat(again).isZero();
    assertThat(streams.out()).isEqualTo("the answer\n" + tables);
  }

  @Test
  void aProgramThatFailsHasItsTracebackAndItsSummary() {
    assertThat(Main.execute("trace", "-c", "1 / 0")).isEqualTo(1);
    assertThat(streams.err())
        .contains("ZeroDivisionError: division by zero\n", "One thread ran Python");
  }

  @Test
  void whatCannotBeTracedIsSaidInOneLine() throws IOException {
    Path text = Files.writeString(folder.resolve("no.jfr"), "not a recording");
    assertUsage("nothing to run", "trace");
    assertUsage("or --from FILE.jfr, to read a flight recording", "trace");
    assertUsage("the program's path is empty", "trace", "");
    assertUsage("there is no file missing.py", "trace", "missing.py");
    assertUsage("--from: there is no file missing.jfr", "trace", "--from", "missing.jfr");
    assertUsage("is no flight recording", "trace", "--from", text.toString());
    assertUsage("--from: cannot read", "trace", "--from", folder.toString());
    assertUsage("it takes no program", "trace", "--from", text.toString(), "app.py");
    assertUsage(
        "--out: " + text + " is a file: name a folder", "trace", "--out", "" + text, "-c", "1");
    assertUsage(
        "--out: cannot make the folder " + text + "/in: may not write there, or a file is in its",
        "trace",
        "--out",
        text + "/in",
        "-c",
        "1");
    assertUsage("--json: cannot write", "trace", "--json", folder.toString(), "-c", "print(1)");
    assertThat(streams.out()).isEmpty();
  }

  private void assertUsage(String message, String... arguments) {
    int before = streams.err().length();
    assertThat(Main.execute(arguments)).isEqualTo(2);
    String said = streams.err().substring(before);
    assertThat(said).startsWith("polygil trace: ").contains(message).doesNotContain("\tat ");
    assertThat(said.lines()).hasSize(1);
  }
}
