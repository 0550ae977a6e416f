package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.compare.FreshProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the python command gives its programs through the module site, and os._exit. */
class PythonCommandTest {
  @TempDir Path folder;
  @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

  @Test
  void exitAndQuitEndAProgramInEachForm() throws Exception {
    Path file = Files.writeString(folder.resolve("leaves.py"), "exit(5)\n");
    assertThat(Main.execute("run", file.toString())).isEqualTo(5);
    assertThat(Main.execute("run", "-c", "quit(4)")).isEqualTo(4);
    assertThat(Main.execute("run", "--path", folder.toString(), "-m", "leaves")).isEqualTo(5);
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("exit()".getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(Main.execute("run", "-")).isZero();
    } finally {
      System.setIn(before);
    }
    assertThat(streams.err()).isEmpty();
    assertThat(Main.execute("run", "-c", "exit('no more')")).isEqualTo(1);
    assertThat(streams.err()).isEqualTo("no more\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--sandbox"})
  void helpGoesToStandardOutput(String option) {
    String code = "def f():\n  'Says nothing.'\nhelp(f); print(exit, quit, help)";
    String[] line = {"run", "-c", code};
    if (!option.isEmpty()) {
      line = new String[] {"run", option, "-c", code};
    }
    assertThat(Main.execute(line)).as(streams.err()).isZero();
    assertThat(streams.out())
        .startsWith("Help on function f in module __main__:\n\nf()\n    Says nothing.\n")
        .endsWith(
            "Use exit() or Ctrl-D (i.e. EOF) to exit Use quit() or Ctrl-D (i.e. EOF) to exit Type"
                + " help() for interactive help, or help(object) for help about object.\n");
    assertThat(streams.err()).isEmpty();
  }

  @Test
  void textsOfPythonAreShown() {
    String code = "print(copyright); license(); print('CWI' in repr(credits))";
    assertThat(Main.execute("run", "-c", code)).as(streams.err()).isZero();
    assertThat(streams.out()).contains("Copyright (c)", "See https://www.python.org/psf/license/");
    assertThat(streams.out()).endsWith("\nTrue\n");
  }

  @Test
  void aProgramsOwnNamesWin() {
    String code =
        """
        import builtins, sys
        builtins.exit = lambda: print('own')
        exit()
        assert 'site' not in sys.modules and '_sitebuiltins' not in sys.modules
        """;
    assertThat(Main.execute("run", "-c", code)).as(streams.err()).isZero();
    assertThat(streams.out()).isEqualTo("own\n");
  }

  /** Each ends the process where GraalPy's own waits for ever or tells of an internal error. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run|while True: pass",
        "run|import time; time.sleep(600)",
        "run --sandbox|threading.Event().wait()",
        "run --timeout 10m|threading.Event().wait()",
        "trace|while True: pass"
      })
  void osExitEndsTheProcessFromAnyThread(String given) throws Exception {
    List<String> parts = List.of(given.split("\\|", -1));
    Path program =
        Files.writeString(
            folder.resolve("program.py"),
            """
            import os, threading
            print("out", flush=True)
            threading.Thread(target=os._exit, args=(7,), name="leaves").start()
            """
                + parts.getLast()
                + "\n");
    Ended ended = run(parts.getFirst().split(" "), program);
    assertThat(ended.out()).isEqualTo("out\n");
    assertThat(ended.code()).as(ended.err()).isEqualTo(7);
    if (given.startsWith("trace")) {
      assertThat(ended.err()).contains("program.py: ", "leaves");
    } else {
      assertThat(ended.err()).isEmpty();
    }
  }

  @Test
  void osExitOfTheMainThreadIsAsQuick() throws Exception {
    String text = "import os\ntry:\n    os._exit(3)\nfinally:\n    print('finally')\n";
    Path program = Files.writeString(folder.resolve("program.py"), text);
    Ended ended = run(new String[] {"run"}, program);
    assertThat(ended).isEqualTo(new Ended(3, "", ""));
  }

  private record Ended(int code, String out, String err) {}

  private Ended run(String[] options, Path program) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(FreshProcess.command(Main.class, options));
    command.add(program.toString());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }
}
