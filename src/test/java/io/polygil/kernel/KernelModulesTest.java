package io.polygil.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.PythonPool;
import io.polygil.context.PythonException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelModulesTest {
  @TempDir static Path modules;
  private static PythonPool pool;

  @KernelModule(value = "samples", doc = "Samples of \"all\" kinds.")
  static final class Samples {
    @Kernel(gil = Gil.HOLD, doc = "Adds.", aliases = "plus")
    static long add(long left, long right) {
      return Math.addExact(left, right);
    }

    @Kernel(gil = Gil.RELEASE)
    @Unsigned
    static long same(@Unsigned long number) {
      return number;
    }

    @Kernel(gil = Gil.RELEASE)
    static List<Object> wrap(String text) {
      return List.of(text, text.length());
    }

    @Kernel(gil = Gil.HOLD)
    static void refuse() {
      throw new IllegalArgumentException("refused");
    }
  }

  @KernelModule("shadowed")
  static final class Shadowed {
    @Kernel(gil = Gil.HOLD)
    static long origin() {
      return 1;
    }
  }

  @KernelModule("keywords")
  static final class Keywords {
    @Kernel(gil = Gil.HOLD)
    static long first(@Arg("class") long number) {
      return number;
    }
  }

  @KernelModule("overloads")
  static final class Overloads {
    @Kernel(gil = Gil.HOLD)
    static long twice(long n) {
      return 2 * n;
    }

    @Kernel(gil = Gil.HOLD)
    static double twice(double n) {
      return 2 * n;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(modules.resolve("shadowed.py"), "def origin():\n    return 2\n");
    pool =
        PythonPool.builder()
            .maximumSize(1)
            .modulePath(modules)
            .kernels(Samples.class, Shadowed.class)
            .build();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void aModuleOfTheUsersOwnWins() {
    assertThat(pool.call("shadowed:origin", long.class)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "samples.add(2, right=3)|5",
        "samples.plus(-1, True)|0",
        "samples.same(2**64 - 1)|18446744073709551615",
        "samples.wrap('a\\0b')[1]|3",
        "samples.add.__doc__|Adds.",
        "samples.__doc__|Samples of \"all\" kinds.",
        "str(__import__('inspect').signature(samples.add))|(left: int, right: int) -> int",
      })
  void kernelsAreFunctionsOfPython(String expression, String expected) {
    assertThat(eval(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "samples.add(1)|TypeError|add() missing 1 required positional argument: 'right'",
        "samples.add(1, 2.0)|TypeError|add() argument 'right': expected int, got float",
        "samples.add(1, None)|TypeError|add() argument 'right': expected int, got NoneType",
        "samples.add(1, '2')|TypeError|add() argument 'right': expected int, got str",
        "samples.add(2**63, 1)|OverflowError|"
            + "add() argument 'left': Python int too large for a 64-bit integer",
        "samples.add(2**63 - 1, 1)|OverflowError|long overflow",
        "samples.same(-1)|ValueError|same() argument 'number': must not be negative, got -1",
        "samples.same(2**64)|OverflowError|"
            + "same() argument 'number': Python int too large for an unsigned 64-bit integer",
        "samples.same(1.0)|TypeError|same() argument 'number': expected int, got float",
        "samples.refuse()|ValueError|refused",
      })
  void wrongCallsSayWhatIsWrong(String expression, String type, String message) {
    assertThatThrownBy(() -> eval(expression))
        .isInstanceOfSatisfying(
            PythonException.class,
            e -> {
              assertThat(e.type()).isEqualTo(type);
              assertThat(e.pythonMessage()).isEqualTo(message);
              assertThat(e.traceback()).doesNotContain("bootstrap.py");
            });
  }

  private static String eval(String expression) {
    try (var lease = pool.acquire()) {
      return lease.exec("import samples\nvalue = str(" + expression + ")", "value", String.class);
    }
  }

  @Test
  void parametersThatPythonCouldNotWriteAreRefusedByName() {
    assertThatThrownBy(() -> KernelModules.of(List.of(Keywords.class), KernelListener.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Keywords.first, parameter class")
        .hasMessageContaining("rename it by @Arg");
  }

  @Test
  void overloadsAreRefusedByName() {
    assertThatThrownBy(() -> KernelModules.of(List.of(Overloads.class), KernelListener.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice(long)")
        .hasMessageContaining("twice(double)")
        .hasMessageContaining("rename one");
  }

  @Test
  void aClassWithoutTheAnnotationIsRefusedByName() {
    assertThatThrownBy(() -> KernelModules.of(List.of(String.class), KernelListener.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String")
        .hasMessageContaining("@KernelModule");
  }
}
