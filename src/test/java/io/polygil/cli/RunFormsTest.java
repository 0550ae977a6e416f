package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RunFormsTest {
  private static final String SHOW = "import sys; print(__name__, sys.argv, sys.path[0])";

  @TempDir Path folder;
  @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

  @Test
  void codeGetsAllThatFollowsIt() {
    assertThat(Main.execute("run", "-c", SHOW, "--timeout", "-c", "x")).isZero();
    assertThat(streams.out()).isEqualTo("__main__ ['-c', '--timeout', '-c', 'x'] \n");
  }

  @Test
  void codeThatFailsHasATracebackOfItsOwn() {
    assertThat(Main.execute("run", "-c", "def f(): 1 / 0\nf()")).isEqualTo(1);
    assertThat(streams.err())
        .contains("File \"<string>\", line 2, in <module>")
        .endsWith("ZeroDivisionError: division by zero\n")
        .doesNotContain("bootstrap");
  }

  @Test
  void aModuleOfTheLibraryRuns() {
    assertThat(Main.execute("run", "-m", "calendar", "2026", "11")).isZero();
    assertThat(streams.out()).contains("November 2026");
  }

  /** As json.tool does; the python command then has nothing to write out, and says nothing. */
  @Test
  void aProgramMayCloseItsStreams() {
    assertThat(
            Main.execute(
                "run", "-c", "import sys; print('x'); sys.stdout.close(); sys.stderr = None"))
        .isZero();
    assertThat(streams.out()).isEqualTo("x\n");
    assertThat(streams.err()).isEmpty();
  }

  @Test
  void aModuleOfAFolderGivenRuns() throws Exception {
    Files.writeString(folder.resolve("shown.py"), SHOW);
    assertThat(Main.execute("run", "--path", folder.toString(), "-m", "shown", "a")).isZero();
    assertThat(streams.out()).contains("__main__ ['" + folder.resolve("shown.py") + "', 'a']");
  }

  @Test
  void aModuleThatIsNotThereIsNamed() {
    assertThat(Main.execute("run", "-m", "no_such_module")).isEqualTo(1);
    assertThat(streams.err()).isEqualTo("polygil run: No module named no_such_module\n");
  }

  @Test
  void aModuleThatFailsToImportHasItsTraceback() throws Exception {
    Files.writeString(folder.resolve("failing.py"), "import no_such_module\n");
    assertThat(Main.execute("run", "--path", folder.toString(), "-m", "failing")).isEqualTo(1);
    assertThat(streams.err())
        .contains("failing.py\", line 1, in <module>")
        .endsWith("ModuleNotFoundError: No module named 'no_such_module'\n");
  }

  @Test
  void aProgramComesFromStandardInput() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(SHOW.getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(Main.execute("run", "-", "--x")).isZero();
    } finally {
      System.setIn(before);
    }
    assertThat(streams.out()).isEqualTo("__main__ ['-', '--x'] \n");
  }

  @Test
  void aFolderAndAZipFileRunTheirMain() throws Exception {
    Files.writeString(folder.resolve("__main__.py"), "import part; " + SHOW);
    Files.writeString(folder.resolve("part.py"), "print('part')");
    Path zip = folder.resolve("program.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : new String[] {"__main__.py", "part.py"}) {
        out.putNextEntry(new ZipEntry(name));
        out.write(Files.readAllBytes(folder.resolve(name)));
      }
    }
    for (Path program : new Path[] {folder, zip}) {
      streams.forgetOut();
      assertThat(Main.execute("run", program.toString(), "a")).isZero();
      assertThat(streams.out())
          .isEqualTo("part\n__main__ ['%s', 'a'] %s\n".formatted(program, program));
    }
  }

  @Test
  void aFolderWithoutAMainIsNamed() {
    assertThat(Main.execute("run", folder.toString())).isEqualTo(1);
    assertThat(streams.err()).startsWith("polygil run: can't find '__main__' module in");
  }

  @Test
  void packagesOfAVirtualEnvironmentAreFound() throws Exception {
    Path packages = Files.createDirectories(folder.resolve("venv/lib/python3.12/site-packages"));
    Files.writeString(packages.resolve("there.py"), "answer = 42\n");
    String venv = folder.resolve("venv").toString();
    assertThat(Main.execute("run", "--venv", venv, "-c", "import there; print(there.answer)"))
        .isZero();
    assertThat(streams.out()).isEqualTo("42\n");
    assertThat(Main.execute("run", "--venv", folder.toString(), "-c", "1")).isEqualTo(2);
    assertThat(streams.err()).contains("is no virtual environment");
  }

  @Test
  void wrongUsageSaysWhatToDo() {
    assertThat(Main.execute("run")).isEqualTo(2);
    assertThat(Main.execute("run", "-c")).isEqualTo(2);
    assertThat(Main.execute("run", "--path", folder.resolve("no").toString(), "-c", "1"))
        .isEqualTo(2);
    assertThat(Main.execute("rn")).isEqualTo(2);
    assertThat(streams.err())
        .contains("polygil run: nothing to run: give the path of a Python program, -c CODE")
        .contains("Missing required parameter for option '-c'")
        .contains("--path: there is no folder")
        .contains("there is no command rn; did you mean run? Otherwise there are compare, run,")
        .doesNotContain("\tat ");
  }
}
