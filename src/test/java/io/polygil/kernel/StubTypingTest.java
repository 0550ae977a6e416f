package io.polygil.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.polygil.PythonPool;
import io.polygil.context.TypeLiteral;
import io.polygil.kernels.BundledKernels;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The stubs as mypy and its stubtest judge them, under CPython. There, the modules are the very
 * texts that contexts run, without the Java objects that are called from them; that these texts
 * give the same functions in a context is a test of its own.
 */
class StubTypingTest {
  private static final Path HOME = Path.of("src/test/typing").toAbsolutePath();
  private static final Path MYPY = Path.of(".venv/typing/bin").toAbsolutePath();

  private static final Pattern USED_ON_IMPORT =
      Pattern.compile("^(?:_quick_\\w+ = )?(_(?:connect|define|port)_\\w+)[.(]", Pattern.MULTILINE);

  @TempDir static Path folder;
  private static Path stubs;
  private static Path modules;
  private static final List<String> java = new ArrayList<>();

  enum Colour {
    RED,
    GREEN
  }

  record Person(String name, LocalDate born, List<Person> friends, int from) {}

  record Pair<A, B>(A left, B right, LocalDate date) {}

  @PythonError(base = "LookupError", doc = "Nobody is called so.")
  static final class MissingException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;
  }

  /** Parameters of all kinds and types of all kinds. */
  @KernelModule(value = "everything", doc = "All \"kinds\".", errors = MissingException.class)
  static final class Everything {
    @Kernel(gil = Gil.AUTO, doc = "Takes much.\n\nAnd \"more\" \\.", aliases = "everything_of")
    static @Nullable Person all_of(
        List<Integer> numbers,
        Map<String, Set<Double>> sets,
        LocalDate day,
        Collection<Person> people,
        Colour colour,
        byte[] bytes,
        PythonFunction function,
        @Arg(defaultValue = "None", passing = Arg.Passing.NAME) @Nullable Duration limit,
        @Arg(defaultValue = "True", passing = Arg.Passing.NAME) boolean strict,
        @Arg(defaultValue = "a\n\"b\"", passing = Arg.Passing.NAME) String separator,
        @Arg(defaultValue = "-1", passing = Arg.Passing.NAME) @Nullable Long most) {
      return null;
    }

    @Kernel(gil = Gil.HOLD)
    static long plus(
        @Arg(defaultValue = "0", passing = Arg.Passing.NAME) long start, long... rest) {
      return start;
    }

    @Kernel(gil = Gil.RELEASE)
    static Map<Colour, Optional<Buffer>> results(
        Pair<String, Integer> pair,
        @Nullable PythonFunction function,
        @Nullable LocalDate day,
        @Nullable Buffer buffer,
        Object anything,
        Optional<String> name,
        double[] matrix,
        Iterable<String[]> rows) {
      return Map.of();
    }

    @Kernel(gil = Gil.HOLD)
    static Object anything(Map<?, ?> map, List<? extends Integer[]> raw) {
      return map;
    }
  }

  /** Its functions hide the types of its annotations. */
  @KernelModule("shop.till")
  static final class Till {
    @Kernel(gil = Gil.HOLD)
    static List<String> list(String text) {
      return List.of(text);
    }

    @Kernel(gil = Gil.HOLD)
    static String str(List<Integer> numbers) {
      return "";
    }

    @Kernel(gil = Gil.HOLD)
    static @Nullable LocalDate date(@Nullable LocalDate date, PythonFunction Callable) {
      return date;
    }
  }

  @KernelModule("shop")
  static final class Shop {
    @Kernel(gil = Gil.HOLD)
    static void pay(LocalDate day) {}
  }

  @KernelModule("inner.most.module")
  static final class Inner {
    @Kernel(gil = Gil.HOLD)
    static void call() {}
  }

  private static List<Class<?>> kernels() {
    return Stream.concat(
            BundledKernels.all().stream(),
            Stream.of(
                Everything.class,
                Till.class,
                Shop.class,
                Inner.class,
                BankKernels.class,
                GalleryKernels.Gallery.class,
                GalleryKernels.Wings.class))
        .toList();
  }

  private static List<String> names() {
    return KernelStubs.of(kernels()).stream().map(StubFile::module).toList();
  }

  @BeforeAll
  static void write() throws IOException {
    stubs = folder.resolve("stubs");
    for (StubFile stub : KernelStubs.of(kernels())) {
      write(stubs.resolve(stub.path()), stub.text());
    }
    for (StubFile stub : KernelStubs.ofPolygil()) {
      write(stubs.resolve(stub.path()), stub.text());
    }
    modules = folder.resolve("modules");
    KernelModules found = KernelModules.of(kernels(), KernelListener.none());
    for (StubFile stub : found.stubs()) {
      String path = stub.path().replaceFirst("pyi$", "py");
      String text = found.find(stub.module()).orElseThrow().text();
      write(modules.resolve(path), text);
      USED_ON_IMPORT.matcher(text).results().map(call -> call.group(1)).forEach(java::add);
    }
    try (Stream<Path> sources =
        Files.list(Path.of("src/main/resources/io/polygil/python/polygil"))) {
      for (Path source : (Iterable<Path>) sources::iterator) {
        if (source.toString().endsWith(".py")) {
          write(modules.resolve("polygil/" + source.getFileName()), Files.readString(source));
        }
      }
    }
    // All of their functions are Java's, and are called by those of the package alone.
    write(modules.resolve("polygil/_buffer.py"), "");
    write(modules.resolve("polygil/_pool.py"), "");
    write(modules.resolve("polygil/_classes.py"), "adopt = ends_with = lambda *of: None\n");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String python(String... command) throws Exception {
    assumeTrue(
        Files.exists(MYPY.resolve("mypy")), "mypy is not installed: run src/test/typing/install");
    List<String> line = new ArrayList<>(List.of(MYPY.resolve("python").toString()));
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("MYPYPATH", stubs.toString());
    builder.environment().put("PYTHONPATH", modules + ":" + HOME.resolve("shims"));
    builder.environment().put("POLYGIL_JAVA", String.join(" ", java));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return "exit " + process.waitFor() + "\n" + output;
  }

  @Test
  void stubtestFindsThatStubsAndModulesAgree() throws Exception {
    List<String> command = new ArrayList<>(List.of("-m", "mypy.stubtest", "--concise", "polygil"));
    // It goes down from packages by itself.
    names().stream().filter(name -> !name.contains(".")).forEach(command::add);
    assertThat(python(command.toArray(String[]::new))).isEqualTo("exit 0\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "word_count.search|contents: str, needle: str|contents: str",
        "shop.till.str|numbers|number",
        "everything.all_of|strict: bool = True|strict: bool = False",
        "everything.MissingException|class Missing|class Lost",
        "bank.Account.transfer|other: Account, amount|to: Account, amount",
        "bank.Account|@final|# final",
        "bank.Vault.__new__|fails: bool = False|fails: bool = True",
        "counters.Counter.value|def value|def values",
        "gallery.wings.Wing.next|def next|def following",
        "polygil.futures.ContextPoolExecutor.__init__|max_tasks_per_child: int|max_tasks: int",
        "polygil.gil.held|held()|held(thread: int)",
        "polygil.buffer.Buffer.tobytes|def tobytes(self)|def to_bytes(self)",
      })
  void stubtestFindsWhatDoesNotAgree(String what, String text, String other) throws Exception {
    Path stub =
        KernelStubs.of(kernels()).stream()
            .map(found -> stubs.resolve(found.path()))
            .filter(found -> what.startsWith(moduleOf(found) + "."))
            .reduce((_, last) -> last)
            .orElseGet(() -> stubs.resolve("polygil/" + what.split("\\.")[1] + ".pyi"));
    String right = Files.readString(stub);
    assertThat(right).contains(text);
    try {
      Files.writeString(stub, right.replace(text, other));
      assertThat(python("-m", "mypy.stubtest", "--concise", what.substring(0, what.indexOf('.'))))
          .startsWith("exit 1\n")
          .contains(what);
    } finally {
      Files.writeString(stub, right);
    }
  }

  private static String moduleOf(Path stub) {
    return stubs
        .relativize(stub)
        .toString()
        .replaceFirst("(/__init__)?.pyi$", "")
        .replace('/', '.');
  }

  @Test
  void textsGiveTheSameFunctionsUnderCPythonAndInAContext() throws Exception {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("signatures.py").toString()));
    command.addAll(names());
    String underCPython = python(command.toArray(String[]::new));
    try (PythonPool pool =
        PythonPool.builder().maximumSize(1).modulePath(HOME).kernels(kernels()).build()) {
      List<String> inside =
          pool.call("signatures:signatures", new TypeLiteral<List<String>>() {}, names());
      // GraalPy says of its dates where it keeps them.
      String names = String.join("\n", inside).replace("_pydatetime.", "datetime.");
      assertThat(underCPython).isEqualTo("exit 0\n" + names + "\n");
      assertThat(inside).hasSizeGreaterThan(20);
    }
  }

  @Test
  void mypyAcceptsRightUseAndReportsWrongUse() throws Exception {
    Path client = HOME.resolve("client.py");
    String output = python("-m", "mypy", "--strict", "--no-pretty", client.toString());
    Map<Integer, String> found = new TreeMap<>();
    for (String line : output.lines().filter(line -> line.contains(": error: ")).toList()) {
      String[] parts = line.split(":", 4);
      String code = line.substring(line.lastIndexOf('[') + 1, line.length() - 1);
      found.merge(
          Integer.valueOf(parts[1]),
          code,
          (one, other) -> Stream.of(one, other).sorted().collect(Collectors.joining(" ")));
    }
    Map<Integer, String> expected = new TreeMap<>();
    List<String> lines = Files.readAllLines(client);
    for (int i = 0; i < lines.size(); i++) {
      int mark = lines.get(i).indexOf("# error: ");
      if (mark >= 0) {
        expected.put(i + 1, lines.get(i).substring(mark + "# error: ".length()));
      }
    }
    assertThat(found).as(output).isEqualTo(expected);
  }

  @Test
  void everyPublicModuleOfThePackageHasAStub() throws Exception {
    Path sources = Path.of("src/main/resources/io/polygil/python");
    try (Stream<Path> files = Files.walk(sources)) {
      Set<String> modules =
          files
              .map(file -> sources.relativize(file).toString())
              .filter(file -> file.matches("(.*/)?(__init__|[^_/][^/]*)\\.py"))
              .map(file -> file + "i")
              .collect(Collectors.toSet());
      modules.add("polygil/py.typed");
      assertThat(KernelStubs.ofPolygil())
          .extracting(StubFile::path)
          .containsExactlyInAnyOrderElementsOf(modules);
    }
  }
}
