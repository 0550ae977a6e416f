package io.polygil.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.context.PythonException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels as Python sees them: signatures, calls, errors, state, callbacks. */
class KernelFunctionsTest {
  private static PythonPool pool;
  private static PythonLease lease;

  @PythonError(base = "LookupError", doc = "Nobody is called so.")
  static final class NobodyException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    NobodyException(String name) {
      super("nobody is called " + name);
    }
  }

  record Person(String name, int age) {}

  @KernelModule(value = "people", doc = "People.", errors = NobodyException.class)
  static final class People {
    @Kernel(gil = Gil.HOLD, doc = "Greets \\ \"somebody\".\nAt length 😀.")
    static String greet(
        String name,
        @Arg(defaultValue = "Hello, \"dear\"\n") String greeting,
        @Arg(value = "times", defaultValue = "1", passing = Arg.Passing.NAME) int count,
        @Arg(defaultValue = "None", passing = Arg.Passing.NAME) @Nullable String mark) {
      return (greeting + name + (mark == null ? "" : mark)).repeat(count);
    }

    @Kernel(gil = Gil.RELEASE, name = "total")
    static long sumOf(
        @Arg(defaultValue = "0", passing = Arg.Passing.NAME) long start, long... rest) {
      long total = start;
      for (long number : rest) {
        total += number;
      }
      return total;
    }

    @Kernel(gil = Gil.AUTO)
    static Optional<Person> oldest(List<Person> people) {
      return people.stream().max(java.util.Comparator.comparingInt(Person::age));
    }

    @Kernel(gil = Gil.HOLD)
    static Map<String, List<Integer>> ages(List<Person> people) {
      return Map.of("ages", people.stream().map(Person::age).toList());
    }

    @Kernel(gil = Gil.HOLD)
    static void find(String name) {
      throw new NobodyException(name);
    }

    @Kernel(gil = Gil.HOLD)
    static void fail(String kind) throws Exception {
      switch (kind) {
        case "index" -> throw new IndexOutOfBoundsException("7");
        case "element" -> throw new NoSuchElementException("no");
        case "zero" -> throw new ArithmeticException(String.valueOf(1 / Integer.parseInt("0")));
        case "overflow" -> Math.addExact(Long.MAX_VALUE, 1L);
        case "unsupported" -> throw new UnsupportedOperationException("not here");
        case "file" -> throw new FileNotFoundException("x");
        case "nofile" -> throw new NoSuchFileException("x");
        case "io" -> throw new IOException("disk");
        case "timeout" -> throw new TimeoutException("late");
        case "memory" -> throw new OutOfMemoryError("small");
        case "stack" -> throw new StackOverflowError();
        case "argument" -> throw new IllegalArgumentException("bad");
        case "caused" -> throw new IllegalStateException("outer", new IOException("inner"));
        default -> throw new IllegalStateException("other");
      }
    }

    @Kernel(gil = Gil.HOLD)
    static long call_here(PythonFunction function, long argument) {
      return function.call(long.class, argument);
    }

    @Kernel(gil = Gil.HOLD)
    static long call_elsewhere_held(PythonFunction function, long argument) {
      return elsewhere(function, argument);
    }

    @Kernel(gil = Gil.RELEASE)
    static long call_elsewhere_released(PythonFunction function, long argument) {
      return elsewhere(function, argument);
    }

    @Kernel(gil = Gil.HOLD)
    static long call_elsewhere_detached(PythonFunction function, long argument) {
      return Gil.detached(() -> Gil.detached(() -> elsewhere(function, argument)));
    }

    private static long elsewhere(PythonFunction function, long argument) {
      try {
        return CompletableFuture.supplyAsync(() -> function.call(long.class, argument)).join();
      } catch (CompletionException e) {
        throw (RuntimeException) e.getCause();
      }
    }

    private static final List<PythonFunction> KEPT = new ArrayList<>();

    @Kernel(gil = Gil.HOLD)
    static void keep(PythonFunction function) {
      KEPT.add(function);
    }

    @Kernel(gil = Gil.HOLD)
    static void call_kept() {
      KEPT.getFirst().call(Void.class);
    }

    @Kernel(gil = Gil.HOLD)
    static void detached_failure() {
      Gil.detached(() -> {
        throw new NobodyException("detached");
      });
    }

    @Kernel(gil = Gil.RELEASE)
    static void recurse_unlock() {
      Gil.<@Nullable Void, RuntimeException>detached(() -> {
        recurse_unlock();
        return null;
      });
    }
  }

  @KernelModule("counting.own")
  static final class Counter {
    private final AtomicLong count = new AtomicLong();

    @Kernel(gil = Gil.HOLD)
    long next() {
      return count.incrementAndGet();
    }
  }

  @KernelModule("counting.shared")
  static final class SharedCounter {
    private final AtomicLong count;

    SharedCounter(long start) {
      count = new AtomicLong(start);
    }

    @Kernel(gil = Gil.HOLD)
    long next() {
      return count.incrementAndGet();
    }
  }

  @BeforeAll
  static void start() {
    pool =
        PythonPool.builder()
            .maximumSize(2)
            .kernels(People.class, Counter.class)
            .kernelObjects(new SharedCounter(100))
            .build();
    lease = pool.acquire();
  }

  @AfterAll
  static void stop() {
    lease.close();
    pool.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "people.greet('Ada', 'Hi ') => Hi Ada",
        "people.greet(greeting='Hi ', name='Ada', times=2, mark='!') => Hi Ada!Hi Ada!",
        "repr(people.greet('Ada')) => 'Hello, \"dear\"\\nAda'",
        "people.total() => 0",
        "people.total(1, 2, True, start=10) => 14",
        "people.total(*range(100)) => 4950",
        "people.oldest([{'name': 'a', 'age': 1}, {'name': 'b', 'age': 2}]) => {'name': 'b', 'age': 2}",
        "people.oldest([]) => None",
        "people.ages([{'name': 'a', 'age': 1}]) => {'ages': [1]}",
        "inspect.signature(people.greet) => (name: str, greeting: str = 'Hello, \"dear\"\\n', *,"
            + " times: int = 1, mark: str | None = None) -> str",
        "inspect.signature(people.total) => (*rest: int, start: int = 0) -> int",
        "inspect.signature(people.oldest) => (people: list[dict]) -> dict | None",
        "people.greet.__doc__ => Greets \\ \"somebody\".~At length 😀.",
        "pickle.loads(pickle.dumps(people.greet)) is people.greet => True",
        "functools.partial(people.greet, 'Ada')('Hi ') => Hi Ada",
        "people.NobodyException.__mro__[1].__name__ => LookupError",
        "people.total(Index()) => 41",
        "counting.own.next() - counting.own.next() => -1",
      })
  void kernelsAreOrdinaryFunctions(String expression, String expected) {
    assertThat(eval(expression)).isEqualTo(expected.replace('~', '\n'));
  }

  private static String eval(String expression) {
    return lease.exec(
        """
        import functools, inspect, pickle, people, counting.own
        class Index:
            def __index__(self):
                return 41
        result = str(%s)
        """
            .formatted(expression),
        "result",
        String.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "people.greet()|TypeError|greet() missing 1 required positional argument: 'name'",
        "people.greet('a', 'b', 3)|TypeError|"
            + "greet() takes from 1 to 2 positional arguments but 3 were given",
        "people.greet('a', nme=1)|TypeError|greet() got an unexpected keyword argument 'nme'",
        "people.greet(None)|TypeError|greet() argument 'name': expected str, got NoneType",
        "people.greet('a', times=2**40)|OverflowError|"
            + "greet() argument 'times': Python int too large for a 32-bit integer",
        "people.total(1, 2.0)|TypeError|total() argument 'rest': expected int, got float",
        "people.oldest([{'name': 'a', 'age': 'x'}])|TypeError|"
            + "oldest() argument 'people'[0]['age']: expected int, got str",
        "people.find('Eve')|people.NobodyException|nobody is called Eve",
        "people.detached_failure()|people.NobodyException|nobody is called detached",
        "people.fail('index')|IndexError|7",
        "people.fail('element')|KeyError|'no'",
        "people.fail('zero')|ZeroDivisionError|/ by zero",
        "people.fail('overflow')|OverflowError|long overflow",
        "people.fail('unsupported')|NotImplementedError|not here",
        "people.fail('file')|FileNotFoundError|x",
        "people.fail('nofile')|FileNotFoundError|x",
        "people.fail('io')|OSError|disk",
        "people.fail('timeout')|TimeoutError|late",
        "people.fail('memory')|MemoryError|small",
        "people.fail('stack')|RecursionError|maximum recursion depth exceeded in Java",
        "people.fail('argument')|ValueError|bad",
        "people.fail('')|RuntimeError|other",
        "people.greet('ab\\ud83d\\ude00')|UnicodeEncodeError|"
            + "'utf-16' codec can't encode characters in position 2-3: surrogates not allowed",
        "people.oldest([{'name': '\\ud83d\\ude00', 'age': 1}])|ValueError|oldest() argument"
            + " 'people'[0]['name']: the str has surrogates side by side, which would be another"
            + " character in Java",
        "people.call_here(5, 1)|TypeError|call_here() argument 'function': expected a callable",
      })
  void wrongCallsAndJavaExceptionsArePythonExceptions(String call, String type, String message) {
    assertThatThrownBy(() -> eval(call))
        .isInstanceOfSatisfying(
            PythonException.class,
            e -> {
              assertThat(e.type()).isEqualTo(type);
              assertThat(e.pythonMessage()).isEqualTo(message);
            });
  }

  @Test
  void theJavaStackIsKeptAsANote() {
    assertThatThrownBy(() -> eval("people.find('Eve')"))
        .isInstanceOfSatisfying(
            PythonException.class,
            e ->
                assertThat(e.traceback())
                    .contains("Java: " + NobodyException.class.getName() + ": nobody")
                    .contains("KernelFunctionsTest$People.find(KernelFunctionsTest.java:")
                    .doesNotContain("QuickEntry", "KernelEntry", "com.oracle.truffle"));
  }

  @Test
  void theCausesOfAJavaExceptionAreInItsNote() {
    assertThatThrownBy(() -> eval("people.fail('caused')"))
        .isInstanceOfSatisfying(
            PythonException.class,
            e ->
                assertThat(e.traceback())
                    .contains("Java: java.lang.IllegalStateException: outer")
                    .contains("Caused by: java.io.IOException: inner"));
  }

  @Test
  void pythonExceptionsPassThroughAsTheSameObject() {
    lease.exec(
        """
        import people
        error = KeyError("mine")
        def fail(n):
            raise error
        for call in (people.call_here, people.call_elsewhere_released, people.call_elsewhere_detached):
            try:
                call(fail, 1)
            except KeyError as caught:
                assert caught is error
            else:
                assert False
        """);
  }

  @Test
  void callablesAreCalledFromOtherThreadsWhereTheGilIsFree() {
    assertThat(eval("people.call_here(lambda n: n + 1, 1)")).isEqualTo("2");
    assertThat(eval("people.call_elsewhere_released(lambda n: n + 1, 1)")).isEqualTo("2");
    assertThat(eval("people.call_elsewhere_detached(lambda n: n + 1, 1)")).isEqualTo("2");
    assertThatThrownBy(() -> eval("people.call_elsewhere_held(lambda n: n + 1, 1)"))
        .hasMessageContaining("calls Python for kernel people.call_elsewhere_held")
        .hasMessageContaining("Gil.detached");
    lease.exec("import people\npeople.keep(print)");
    assertThatThrownBy(() -> lease.exec("import people\npeople.call_kept()"))
        .hasMessageContaining("people.keep has returned");
  }

  @Test
  void releasingWithinReleasingToTheStacksEndIsARecursionError() {
    assertThatThrownBy(() -> lease.exec("import people\npeople.recurse_unlock()"))
        .isInstanceOfSatisfying(
            PythonException.class, e -> assertThat(e.type()).isEqualTo("RecursionError"));
    assertThat(eval("people.total(1)")).isEqualTo("1");
  }

  @Test
  void instancesAreOneForEachContextOrShared() {
    try (PythonLease other = pool.acquireAnother()) {
      assertThat(lease.call("counting.shared:next", long.class)).isEqualTo(101);
      assertThat(other.call("counting.shared:next", long.class)).isEqualTo(102);
      long here = lease.call("counting.own:next", long.class);
      assertThat(other.call("counting.own:next", long.class)).isEqualTo(1);
      assertThat(lease.call("counting.own:next", long.class)).isEqualTo(here + 1);
    }
  }

  @Test
  void blocksNestAndTheInnermostCounts() {
    lease.exec(
        """
        from polygil import gil
        def holds():
            held = gil._set_held(False)
            gil._set_held(held)
            return held, gil._block.holds
        assert holds() == (False, None)
        with gil.held() as outer:
            assert holds() == (True, True)
            with gil.released():
                assert holds() == (False, False)
                with gil.held():
                    assert holds() == (True, True)
                assert holds() == (False, False)
            assert holds() == (True, True)
        assert holds() == (False, None)
        try:
            with gil.held():
                raise KeyError
        except KeyError:
            pass
        assert holds() == (False, None)
        """);
  }
}
