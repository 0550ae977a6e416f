package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;
  @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

  private String run(String program, String... arguments) throws Exception {
    Path file = Files.writeString(folder.resolve("program.py"), program);
    String[] line = new String[arguments.length + 2];
    line[0] = "run";
    line[1] = file.toString();
    System.arraycopy(arguments, 0, line, 2, arguments.length);
    return "exit " + Main.execute(line);
  }

  @Test
  void aProgramGetsItsArgumentsAndKernels() throws Exception {
    String exit =
        run(
            """
            import sys
            from word_count import search
            print(__name__, sys.argv[1:], search("it is", "is"), "\u00e4")
            sys.exit(3)
            """,
            "--json",
            "x");
    assertThat(exit).isEqualTo("exit 3");
    assertThat(streams.out()).isEqualTo("__main__ ['--json', 'x'] 1 \u00e4\n");
    assertThat(streams.err()).isEmpty();
  }

  @Test
  void anErrorIsAPythonTracebackAndNoJavaOne() throws Exception {
    assertThat(run("def f():\n    return 1 / 0\n\nf()\n")).isEqualTo("exit 1");
    assertThat(streams.err())
        .startsWith("Traceback (most recent call last):\n  File \"")
        .contains("program.py\", line 2, in f")
        .endsWith("ZeroDivisionError: division by zero\n")
        .doesNotContain("bootstrap.py", "at io.polygil");
  }

  @Test
  void helpIsACommandToo() {
    assertThat(Main.execute("help", "run")).isZero();
    assertThat(streams.out()).startsWith("Usage: polygil run ");
    streams.forgetOut();
    assertThat(Main.execute("help")).isZero();
    assertThat(streams.out()).startsWith("Usage: polygil ").contains("Commands:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"compare", "run", "map", "trace", "lab", "stubs", "doctor", "completion"})
  void eachCommandTellsItsVersion(String command) {
    assertThat(Main.execute("--version")).isZero();
    String version = streams.out();
    assertThat(version).startsWith("polygil ");
    streams.forgetOut();
    assertThat(Main.execute(command, "-V")).isZero();
    assertThat(streams.out()).isEqualTo(version);
  }

  @Test
  void threadsThatAreNoDaemonsBelongToTheProgram() throws Exception {
    String exit =
        run(
            """
            import threading
            from concurrent.futures import ThreadPoolExecutor
            go = threading.Event()
            def wait():
                go.wait()
                print("thread", flush=True)
            threading.Thread(target=wait).start()
            executor = ThreadPoolExecutor(1)
            executor.submit(lambda: print("job", flush=True)).add_done_callback(lambda _: go.set())
            print("main", flush=True)
            """);
    assertThat(exit).isEqualTo("exit 0");
    assertThat(streams.out().lines()).containsExactlyInAnyOrder("main", "job", "thread");
  }

  @Test
  void endlessRecursionEndsWithItsTraceback() throws Exception {
    assertThat(run("def f(n): return f(n + 1)\nf(0)\n")).isEqualTo("exit 1");
    assertThat(streams.err())
        .contains("Previous line repeated")
        .contains("RecursionError: maximum recursion depth exceeded");
  }

  @Test
  void aSandboxIsClosedAndATimeoutHolds() throws Exception {
    Path file = Files.writeString(folder.resolve("program.py"), "print(open('program.py').read())");
    assertThat(Main.execute("run", "--sandbox", file.toString())).isEqualTo(1);
    assertThat(streams.err()).contains("PermissionError");
    Files.writeString(
        file,
        """
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
        """);
    assertThat(Main.execute("run", "--timeout", "500ms", file.toString())).isEqualTo(124);
    assertThat(streams.err()).contains("ran longer than 0.5 s");
  }

  @Test
  void aModuleBesideTheProgramWinsOverAKernel() throws Exception {
    Files.writeString(folder.resolve("word_count.py"), "search = len\n");
    assertThat(run("from word_count import search\nprint(search('abc'))\n")).isEqualTo("exit 0");
    assertThat(streams.out()).isEqualTo("3\n");
  }

  @Test
  void wrongUsageSaysWhatToDo() {
    assertThat(Main.execute("run", folder.resolve("none.py").toString())).isEqualTo(2);
    assertThat(Main.execute("compare", "--only", "004")).isEqualTo(2);
    assertThat(Main.execute("compare", "--json", folder.resolve("no/file.json").toString()))
        .isEqualTo(2);
    assertThat(Main.execute("compare", "--quik")).isEqualTo(2);
    assertThat(Main.execute("compare", "--json", "")).isEqualTo(2);
    assertThat(Main.execute("run", "")).isEqualTo(2);
    assertThat(streams.err())
        .contains("polygil run: there is no file")
        .contains("there is no experiment \"004\"; there are 000-word-count,")
        .contains("--json: cannot write")
        .contains("Unknown option: '--quik'")
        .contains("'--json': the path is empty: give the name of a file or folder")
        .contains("polygil run: the program's path is empty: give the path of a Python program")
        .doesNotContain("\tat ");
  }

  @Test
  void argumentsTooManyOrTooFewAreNamed() {
    assertThat(Main.execute("doctor", "foo")).isEqualTo(2);
    assertThat(Main.execute("compare", "", "b")).isEqualTo(2);
    assertThat(Main.execute("completion", "bash", "foo")).isEqualTo(2);
    assertThat(Main.execute("map")).isEqualTo(2);
    assertThat(streams.err().lines().filter(line -> !line.startsWith("Try ")))
        .containsExactly(
            "polygil doctor: there is one argument too many: 'foo'; leave it out: polygil doctor"
                + " takes only options",
            "polygil compare: there are 2 arguments too many: '', 'b'; leave them out: polygil"
                + " compare takes only options",
            "polygil completion: there is one argument too many: 'foo'; leave it out: polygil"
                + " completion takes only SHELL and options",
            "polygil map: there is one argument too few; give MODULE:FUNCTION");
  }
}
