package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stubs on the command line, and kernels of a user's own, for all commands that take them. */
class StubsCommandTest {
  @TempDir static Path folder;
  private static Path jar;

  @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

  @BeforeAll
  static void compile() throws Exception {
    Path needed = Files.createDirectories(folder.resolve("needed"));
    javac(
        needed,
        needed,
        "Item",
        "package needed; public record Item(String name) { public static long COUNT = 7; }");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    javac(
        classes,
        needed,
        "Kernels",
        """
        package my;
        import io.polygil.kernel.*;
        public class Kernels {
          @KernelModule("greetings")
          public static class Greetings {
            @Kernel(gil = Gil.HOLD) public static String greet(String name) { return "Hi " + name; }
          }
          @KernelModule(value = "my.sums", doc = "Sums.")
          public static class Sums {
            @Kernel(gil = Gil.RELEASE) public static long add(long a, long b) { return a + b; }
          }
          public static class Other {
            static { if (true) throw new IllegalStateException("no kernel: not to be run"); }
          }
        }
        """);
    jar = folder.resolve("my.jar");
    pack(classes, jar);
    javac(
        Files.createDirectories(folder.resolve("needing")),
        needed,
        "Needing",
        """
        package my;
        import io.polygil.kernel.*;
        @KernelModule("needing")
        public class Needing {
          @Kernel(gil = Gil.RELEASE) public static long of(needed.Item item) { return item.COUNT; }
        }
        """);
    javac(
        Files.createDirectories(folder.resolve("wrong")),
        needed,
        "Wrong",
        """
        package my;
        import io.polygil.kernel.*;
        @KernelModule("wrong")
        public class Wrong {
          @Kernel(gil = Gil.RELEASE) public static long of(Thread thread) { return 1; }
        }
        """);
    Files.createDirectories(folder.resolve("empty"));
    Files.createDirectories(folder.resolve("broken"));
    Files.writeString(folder.resolve("broken/A.class"), "no class");
    Files.writeString(folder.resolve("text.jar"), "no jar");
  }

  private static void javac(Path into, Path classPath, String name, String source)
      throws Exception {
    Path file = Files.writeString(into.resolve(name + ".java"), source);
    String path = System.getProperty("java.class.path") + File.pathSeparator + classPath;
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-parameters", "-d", into.toString(), "-cp", path, "" + file);
    assertThat(code).isZero();
  }

  private static void pack(Path classes, Path jar) throws Exception {
    try (JarOutputStream file = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> found = Files.walk(classes)) {
      for (Path each : found.filter(Files::isRegularFile).toList()) {
        file.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        file.write(Files.readAllBytes(each));
      }
    }
  }

  private static List<String> filesIn(Path stubs) throws Exception {
    try (Stream<Path> files = Files.walk(stubs)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> stubs.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void oneModuleIsPrintedAsItsFileWouldBe() {
    assertThat(Main.execute("stubs", "greetings")).isZero();
    assertThat(streams.out())
        .isEqualTo(
            """
            # Written by polygil stubs from io.polygil.kernels.Greetings.
            \"""A greeting, and a task that waits.\"""

            from typing import SupportsIndex

            def greet(name: str) -> str:
                \"""Greets somebody by name.\"""

            def long_running_task(duration_secs: SupportsIndex) -> None:
                \"""Waits so many seconds while other Python threads run.\"""
            """);
    assertThat(streams.err()).isEmpty();
  }

  @Test
  void filesAreWrittenAndTheirNamesPrinted() throws Exception {
    Path stubs = folder.resolve("new/stubs");
    assertThat(Main.execute("stubs", "--out", stubs.toString())).isZero();
    List<String> files = filesIn(stubs);
    assertThat(files)
        .contains("arrays.pyi", "word_count.pyi", "polygil/__init__.pyi", "polygil/py.typed")
        .doesNotContain("polygil/classes.pyi");
    assertThat(streams.out().lines())
        .containsExactlyInAnyOrderElementsOf(
            files.stream().map(file -> stubs.resolve(file).toString()).toList());
    assertThat(Main.execute("stubs", "--out", stubs.toString())).as(streams.err()).isZero();
  }

  @Test
  void aModuleComesWithWhatItsStubImports() throws Exception {
    Path stubs = folder.resolve("some");
    assertThat(Main.execute("stubs", "--out", stubs.toString(), "images", "greetings")).isZero();
    assertThat(filesIn(stubs))
        .contains("greetings.pyi", "images.pyi", "polygil/buffer.pyi")
        .doesNotContain("arrays.pyi");
  }

  @Test
  void filesOfOthersStay() throws Exception {
    Path stubs = Files.createDirectories(folder.resolve("others"));
    Path own = Files.writeString(stubs.resolve("images.pyi"), "def mine(): ...\n");
    assertThat(Main.execute("stubs", "--out", stubs.toString())).isEqualTo(2);
    assertThat(streams.err())
        .contains(own + " was not written by polygil stubs")
        .contains("--force");
    assertThat(filesIn(stubs)).containsExactly("images.pyi");
    assertThat(own).hasContent("def mine(): ...\n");
    assertThat(Main.execute("stubs", "--force", "--out", stubs.toString(), "images")).isZero();
    assertThat(own).content().contains("def process_image");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wordcount|\"wordcount\"; did you mean word_count? Otherwise there are arrays, counters,",
        "numpy|\"numpy\"; there are arrays, counters, fibonacci, greetings, images, parallel_sum,",
        "--kernels DIR/none.jar|--kernels: there is no file",
        "--kernels DIR/text.jar|text.jar, want a jar or a folder of classes:",
        "--kernels DIR/empty|empty has no class annotated with @KernelModule",
        "--kernels DIR/broken|A.class is no class that Java 25 can read",
        "--kernels my.None|there is no file and no class my.None: write the class's full name",
        "--kernels java.lang.String|java.lang.String is no kernel module: annotate it",
        "--kernels DIR/needing|needed/Item; add its jar or folder to --class-path",
        "--kernels DIR/wrong|Wrong.of, parameter thread: a java.lang.Thread has no Python form",
        "--kernels DIR/classes --kernels DIR/needing/../my.jar --class-path DIR/none|--class-path:",
        "--class-path DIR/needed|--class-path is there for --kernels",
        "--out DIR/my.jar/stubs|cannot write",
        "--out EMPTY|--out: the path is empty: give a folder",
        "--kernels EMPTY|--kernels: it is empty: give a jar, a folder or a class",
      })
  void wrongUsageSaysWhatToDo(String arguments, String message) {
    List<String> line = new ArrayList<>(List.of("stubs"));
    Collections.addAll(line, arguments.replace("DIR", folder.toString()).split(" "));
    line.replaceAll(word -> word.equals("EMPTY") ? "" : word);
    assertThat(Main.execute(line.toArray(String[]::new))).isIn(1, 2);
    assertThat(streams.err())
        .contains(message)
        .startsWith("polygil stubs: ")
        .doesNotContain("\tat ");
    assertThat(streams.err().lines()).hasSize(1);
    assertThat(streams.out()).isEmpty();
  }

  @Test
  void kernelsOfAJarAreFoundWithoutLoadingItsOtherClasses() throws Exception {
    Path stubs = folder.resolve("own");
    assertThat(Main.execute("stubs", "--kernels", jar.toString(), "--out", stubs.toString()))
        .as(streams.err())
        .isZero();
    assertThat(filesIn(stubs)).containsExactly("greetings.pyi", "my/__init__.pyi", "my/sums.pyi");
    assertThat(stubs.resolve("my/sums.pyi"))
        .hasContent(
            """
            # Written by polygil stubs from my.Kernels$Sums.
            \"""Sums.\"""

            from typing import SupportsIndex

            def add(a: SupportsIndex, b: SupportsIndex) -> int: ...
            """);
  }

  @Test
  void kernelsOfAFolderOrOfAClassPathAreFoundToo() throws Exception {
    String path = folder.resolve("needing") + File.pathSeparator + folder.resolve("needed");
    assertThat(Main.execute("stubs", "--kernels", "my.Needing", "--class-path", path))
        .as(streams.err())
        .isZero();
    assertThat(streams.out()).contains("def of(item: Mapping[str, Any] | _Item) -> int: ...");
    streams.forgetOut();
    String classes = folder.resolve("classes").toString();
    assertThat(Main.execute("stubs", "--kernels", classes, "my", "fibonacci"))
        .as(streams.err())
        .isZero();
    assertThat(streams.out().lines().filter(line -> line.matches("# [^ ]*pyi")))
        .containsExactly("# fibonacci.pyi", "# my/__init__.pyi", "# my/sums.pyi");
  }

  @Test
  void aProgramUsesKernelsOfAJarWhichWinOverThoseOfPolygil() throws Exception {
    Path program =
        Files.writeString(
            Files.createDirectories(folder.resolve("apart")).resolve("program.py"),
            """
            import greetings, my.sums, needing, word_count
            print(greetings.greet("Ada"), my.sums.add(1, 2), word_count.search("a b", "b"))
            print(needing.of({"name": "x"}))
            """);
    assertThat(
            Main.execute(
                "run",
                "--kernels",
                jar.toString(),
                "--kernels",
                folder.resolve("needing").toString(),
                "--class-path",
                folder.resolve("needed").toString(),
                program.toString()))
        .as(streams.err())
        .isZero();
    assertThat(streams.out()).isEqualTo("Hi Ada 3 1\n7\n");
  }
}
