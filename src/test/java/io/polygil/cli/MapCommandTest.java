package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {
  @TempDir Path folder;
  @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

  private int mapLines(String lines, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    try {
      String[] line = new String[arguments.length + 1];
      line[0] = "map";
      System.arraycopy(arguments, 0, line, 1, arguments.length);
      return Main.execute(line);
    } finally {
      System.setIn(before);
    }
  }

  private String module(String text) throws IOException {
    return Files.writeString(folder.resolve("own.py"), text).toString();
  }

  @Test
  void linesKeepTheirOrderOverSeveralContexts() throws Exception {
    String module = module("def double(line): return int(line) * 2\n");
    String lines =
        IntStream.range(0, 5000).mapToObj(String::valueOf).collect(Collectors.joining("\n"));
    assertThat(mapLines(lines, module + ":double", "--contexts", "3")).isZero();
    assertThat(streams.out().lines())
        .containsExactlyElementsOf(
            IntStream.range(0, 5000).mapToObj(i -> String.valueOf(2 * i)).toList());
  }

  @Test
  void filesGoByPathTextBytesOrLines() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "\u00e4\r\nb\n");
    String show = module("def show(x): return repr(x)\n") + ":show";
    assertThat(Main.execute("map", show, file.toString())).isZero();
    assertThat(Main.execute("map", show, "--pass", "text", file.toString())).isZero();
    assertThat(Main.execute("map", show, "--pass", "bytes", file.toString())).isZero();
    assertThat(Main.execute("map", show, "--pass", "lines", file.toString())).isZero();
    assertThat(streams.out())
        .isEqualTo("'" + file + "'\n'\u00e4\\r\\nb\\n'\nb'\\xc3\\xa4\\r\\nb\\n'\n'\u00e4'\n'b'\n");
  }

  @Test
  void jsonLinesHaveItemAndResultOrError() {
    assertThat(
            mapLines(
                "[1]\nx\nnull\n", "json:loads", "-", "--format", "json", "--on-error", "collect"))
        .isEqualTo(1);
    assertThat(streams.out().lines())
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("{\"item\":\"[1]\",\"result\":[1]}"),
            line ->
                assertThat(line)
                    .startsWith("{\"item\":\"x\",\"error\":{\"type\":\"JSONDecodeError\"")
                    .contains("\"traceback\":\"Traceback (most recent call last):")
                    .doesNotContain("_map.py"),
            line -> assertThat(line).isEqualTo("{\"item\":\"null\",\"result\":null}"));
    assertThat(streams.err()).isEmpty();
  }

  @Test
  void theFirstErrorStopsUnlessToldOtherwise() {
    String[] stop = {"builtins:int"};
    assertThat(mapLines("1\nx\n3\n", stop)).isEqualTo(1);
    assertThat(streams.out()).isEqualTo("1\n");
    assertThat(streams.err())
        .startsWith("polygil map: x: ")
        .endsWith(
            "ValueError: invalid literal for int() with base 10: 'x'\n"
                + "polygil map: stopped at the first item that failed: items after it have no"
                + " results; --on-error skip or collect goes on\n");
    streams.forgetOut();
    assertThat(mapLines("1\nx\n3\n", "builtins:int", "--on-error", "skip")).isZero();
    assertThat(streams.out()).isEqualTo("1\n3\n");
    assertThat(streams.err()).contains("polygil map: x: skipped: ValueError: invalid literal");
  }

  @Test
  void whatCameBeforeTheFirstErrorIsWritten() {
    String lines =
        IntStream.range(0, 200)
            .mapToObj(i -> i == 150 ? "x" : String.valueOf(i))
            .collect(Collectors.joining("\n"));
    assertThat(mapLines(lines, "builtins:int", "--contexts", "1")).isEqualTo(1);
    assertThat(streams.out().lines()).hasSize(150);
    streams.forgetOut();
    assertThat(mapLines(lines, "builtins:int", "--contexts", "1", "--format", "json")).isEqualTo(1);
    assertThat(streams.out().lines())
        .hasSize(151)
        .last()
        .asString()
        .startsWith("{\"item\":\"x\",\"error\":{\"type\":\"ValueError\"");
  }

  @Test
  void anItemThatEndsItsPythonIsOneThatFails() throws Exception {
    String module = module("import sys\ndef f(x): return sys.exit(int(x)) if x == '3' else x\n");
    assertThat(mapLines("1\n3\n4\n", module + ":f", "--format", "json", "--on-error", "collect"))
        .isEqualTo(1);
    assertThat(streams.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("{\"item\":\"1\",\"result\":\"1\"}"),
            line ->
                assertThat(line).startsWith("{\"item\":\"3\",\"error\":{\"type\":\"SystemExit\""),
            line -> assertThat(line).isEqualTo("{\"item\":\"4\",\"result\":\"4\"}"));
  }

  @Test
  void aModuleWithASyntaxErrorIsShownWithoutThePolygilFrames() throws Exception {
    assertThat(mapLines("1\n", module("def f(x):\n  return (\n") + ":f")).isEqualTo(2);
    assertThat(streams.err())
        .contains("own.py\", line 2", "SyntaxError")
        .doesNotContain("_map.py", "importlib");
  }

  @Test
  void aFileThatCannotBeReadIsAnItemThatFails() throws Exception {
    Path bad = Files.write(folder.resolve("bad.txt"), new byte[] {(byte) 0xff});
    String missing = folder.resolve("none.txt").toString();
    assertThat(
            Main.execute(
                "map",
                "builtins:len",
                "--pass",
                "text",
                "--on-error",
                "collect",
                missing,
                "" + bad))
        .isEqualTo(1);
    assertThat(streams.err())
        .isEqualTo(
            "polygil map: there is no file "
                + missing
                + "\npolygil map: "
                + bad
                + " is not UTF-8 text: give --pass bytes\n");
  }

  @Test
  void itsLineOfJsonHasPythonsNameForTheProblem() throws Exception {
    Path bad = Files.write(folder.resolve("bad.txt"), new byte[] {(byte) 0xff});
    String none = folder.resolve("none.txt").toString();
    String[] line = {
      "map", "builtins:len", "--pass", "text", "--on-error", "skip", "--format", "json"
    };
    String[] files = {none, "" + bad, "" + folder};
    String[] all = Arrays.copyOf(line, line.length + files.length);
    System.arraycopy(files, 0, all, line.length, files.length);
    assertThat(Main.execute(all)).isZero();
    String form = "{\"item\":\"%s\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}";
    assertThat(streams.out().lines())
        .containsExactly(
            form.formatted(none, "FileNotFoundError", "there is no file " + none),
            form.formatted(
                bad, "UnicodeDecodeError", bad + " is not UTF-8 text: give --pass bytes"),
            form.formatted(
                folder, "IsADirectoryError", folder + " is a folder: name the files in it"));
  }

  @Test
  void anItemHasItsLimitInTime() throws Exception {
    String module =
        module(
            """
            def wait(line):
                while line == "long":
                    pass
                return line
            """);
    assertThat(
            mapLines("a\nlong\nb\n", module + ":wait", "--timeout", "8s", "--on-error", "collect"))
        .isEqualTo(1);
    assertThat(streams.out()).isEqualTo("a\nb\n");
    assertThat(streams.err()).isEqualTo("polygil map: long: it ran longer than 8 s\n");
  }

  /** The limit is an item's: what a context imports before its first one is none of its time. */
  @Test
  void importsAreNoItemsTime() throws Exception {
    String module =
        module(
            """
            import time
            time.sleep(3)  # Stands for imports, whose time nobody knows beforehand.
            def same(line):
                return line
            """);
    assertThat(mapLines("a\nb\n", module + ":same", "--timeout", "2s")).isZero();
    assertThat(streams.out()).isEqualTo("a\nb\n");
  }

  @Test
  void aResultWithoutAFormInJsonIsNoErrorOfTheFunction() throws Exception {
    String module = module("def own(line):\n    return {line}\n");
    assertThat(mapLines("a\n", module + ":own", "--format", "json", "--on-error", "collect"))
        .isEqualTo(1);
    assertThat(streams.out())
        .contains("\"type\":\"TypeError\"", "the result cannot be written as JSON: ", "set")
        .doesNotContain("traceback");
  }

  @Test
  void wrongUsageSaysWhatToDo() throws Exception {
    String module = module("value = 1\n");
    assertThat(mapLines("", "json")).isEqualTo(2);
    assertThat(mapLines("", "no_such_module:f")).isEqualTo(2);
    assertThat(mapLines("", "json:load_it")).isEqualTo(2);
    assertThat(mapLines("", module + ":value")).isEqualTo(2);
    assertThat(mapLines("", folder + "/none.py:f")).isEqualTo(2);
    assertThat(mapLines("", "json:loads", "--contexts", "0")).isEqualTo(2);
    assertThat(mapLines("", "json:loads", "-", "a.txt")).isEqualTo(2);
    assertThat(mapLines("", "json:loads", "--on-error", "ignore")).isEqualTo(2);
    assertThat(mapLines("", "json:loads", "")).isEqualTo(2);
    assertThat(streams.err())
        .contains("'json' names no function: write MODULE:FUNCTION")
        .contains("there is no module no_such_module")
        .contains("module json has no function load_it")
        .contains("own:value is no function, but of type int")
        .contains("there is no file " + folder + "/none.py")
        .contains("--contexts must be at least 1, got 0")
        .contains("standard input (-) goes alone")
        .contains("'--on-error': there is no 'ignore'; there are stop, skip, collect\n")
        .contains("the path of a FILE is empty: name files, or - for standard input")
        .doesNotContain("\tat ");
  }

  @Test
  void anEmptyInputHasNoResults() {
    assertThat(mapLines("", "builtins:int")).isZero();
    assertThat(streams.out()).isEmpty();
  }
}
