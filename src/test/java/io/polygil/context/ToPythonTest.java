package io.polygil.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Java values become in Python, as Python's own repr and type see them. */
class ToPythonTest {
  private static ContextFixture fixture;
  private static PythonContext context;

  private enum Colour {
    RED
  }

  private record Point(int x, @Nullable List<String> names) {}

  private record Row(@Nullable Object given, String repr) {}

  @BeforeAll
  static void start() {
    fixture = new ContextFixture();
    context = fixture.create();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static Row row(@Nullable Object given, String repr) {
    return new Row(given, repr);
  }

  static Stream<Row> rows() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", 1);
    map.put("a", Arrays.asList(null, true));
    return Stream.of(
        row(null, "None"),
        row(true, "True"),
        row((byte) -128, "-128"),
        row((short) 7, "7"),
        row(Integer.MIN_VALUE, "-2147483648"),
        row(Long.MIN_VALUE, "-9223372036854775808"),
        row(BigInteger.valueOf(5), "5"),
        row(BigInteger.TWO.pow(64), "18446744073709551616"),
        row(BigInteger.TWO.pow(63).negate(), "-9223372036854775808"),
        row(BigInteger.TEN.pow(5000).negate().shiftRight(16_000), "-" + floorTenth()),
        row(1.5f, "1.5"),
        row(-0.0, "-0.0"),
        row(Double.NaN, "nan"),
        row(Double.NEGATIVE_INFINITY, "-inf"),
        row('x', "'x'"),
        row("", "''"),
        row("a\0b", "'a\\x00b'"),
        row("\ud800", "'\\ud800'"),
        row("\udc00\ud800", "'\\udc00\\ud800'"),
        row('\udfff', "'\\udfff'"),
        row("\ud83d\ude00", "'\ud83d\ude00'"),
        row(new StringBuilder("text"), "'text'"),
        row(Colour.RED, "'RED'"),
        row(new byte[] {0, -1, 127}, "b'\\x00\\xff\\x7f'"),
        row(new byte[0], "b''"),
        row(new int[] {1, 2}, "[1, 2]"),
        row(new long[] {1}, "[1]"),
        row(new double[] {1}, "[1.0]"),
        row(new char[] {'a', '\ud800'}, "['a', '\\ud800']"),
        row(new boolean[] {true}, "[True]"),
        row(new Object[] {1, null, new String[] {"x"}}, "[1, None, ['x']]"),
        row(List.of(), "[]"),
        row(new ArrayDeque<>(List.of(1, 2)), "[1, 2]"),
        row(Set.of(), "set()"),
        row(Set.of(3), "{3}"),
        row(Set.of(List.of(1, List.of(2))), "{(1, (2,))}"),
        row(Set.of(Set.of(1)), "{frozenset({1})}"),
        row(Map.of(), "{}"),
        row(map, "{'z': 1, 'a': [None, True]}"),
        row(Map.of(List.of(1, 2), 3), "{(1, 2): 3}"),
        row(Collections.singletonMap(null, null), "{None: None}"),
        row(new Point(1, null), "{'x': 1, 'names': None}"),
        row(new Point(1, List.of("p")), "{'x': 1, 'names': ['p']}"),
        row(Optional.empty(), "None"),
        row(Optional.of(List.of(1)), "[1]"),
        row(OptionalInt.of(1), "1"),
        row(OptionalInt.empty(), "None"),
        row(OptionalLong.of(2), "2"),
        row(OptionalDouble.of(2), "2.0"),
        row(LocalDate.of(1, 1, 1), "datetime.date(1, 1, 1)"),
        row(LocalDate.of(9999, 12, 31), "datetime.date(9999, 12, 31)"),
        row(LocalTime.of(1, 2, 3, 999_999_999), "datetime.time(1, 2, 3, 999999)"),
        row(LocalDateTime.of(2020, 2, 29, 0, 0), "datetime.datetime(2020, 2, 29, 0, 0)"),
        row(
            Instant.ofEpochSecond(-1, 999),
            "datetime.datetime(1969, 12, 31, 23, 59, 59, tzinfo=datetime.timezone.utc)"),
        row(
            OffsetDateTime.parse("2020-01-02T03:04:05.000006-03:30"),
            "datetime.datetime(2020, 1, 2, 3, 4, 5, 6, tzinfo=datetime.timezone("
                + "datetime.timedelta(days=-1, seconds=73800)))"),
        row(
            ZonedDateTime.of(2020, 7, 1, 0, 0, 0, 0, ZoneId.of("Europe/Berlin")),
            "datetime.datetime(2020, 7, 1, 0, 0, tzinfo=datetime.timezone("
                + "datetime.timedelta(seconds=7200), 'Europe/Berlin'))"),
        row(Duration.ofSeconds(-1), "datetime.timedelta(days=-1, seconds=86399)"),
        row(
            Duration.ofNanos(-1),
            "datetime.timedelta(days=-1, seconds=86399, microseconds=999999)"));
  }

  private static String floorTenth() {
    // An arithmetic shift of a negative number rounds down.
    return BigInteger.TEN.pow(5000).negate().shiftRight(16_000).negate().toString();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void becomesARealPythonObject(Row row) {
    assertThat(context.call("builtins:repr", String.class, row.given())).isEqualTo(row.repr());
    assertThat(typeName(row.given())).doesNotContain("polyglot", "Foreign");
  }

  private static String typeName(@Nullable Object value) {
    PythonObject same = context.exec("same = lambda x: str(type(x))", "same", PythonObject.class);
    String name = same.call(String.class, value);
    return name == null ? "" : name;
  }

  @Test
  void typesAreExactAndJsonTakesThem() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a", List.of(1, BigInteger.TWO.pow(70), "x"));
    value.put("b", Map.of("c", 1.5));
    assertThat(context.call("json:dumps", String.class, value))
        .isEqualTo("{\"a\": [1, 1180591620717411303424, \"x\"], \"b\": {\"c\": 1.5}}");
    PythonObject isNone =
        context.exec(
            "def f(x, y): return (x is None, [z is None for z in y])", "f", PythonObject.class);
    assertThat(isNone.call(Object.class, null, Arrays.asList(null, Optional.empty())))
        .isEqualTo(List.of(true, List.of(true, true)));
    PythonObject exact =
        context.exec(
            "def f(x): return [type(x) is dict, type(x['a']) is list, type(x['a'][1]) is int]",
            "f",
            PythonObject.class);
    assertThat(exact.call(Object.class, value)).isEqualTo(List.of(true, true, true));
  }

  @Test
  void mutationStaysInPython() {
    List<Integer> list = new ArrayList<>(List.of(1));
    PythonObject append =
        context.exec("def f(x):\n    x.append(2)\n    return x", "f", PythonObject.class);
    assertThat(append.call(Object.class, list)).isEqualTo(List.of(1L, 2L));
    assertThat(list).containsExactly(1);
  }

  @Test
  void aByteBufferGivesItsRemainingBytesAndKeepsItsPosition() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
    assertThat(context.call("builtins:repr", String.class, buffer)).isEqualTo("b'\\x02\\x03'");
    assertThat(buffer.position()).isEqualTo(1);
    assertThat(context.call("builtins:len", int.class, ByteBuffer.allocateDirect(5))).isEqualTo(5);
  }

  @Test
  void functionsOfJavaAreCalled() {
    PythonObject call = context.exec("def f(g, *a): return g(*a)", "f", PythonObject.class);
    AtomicInteger runs = new AtomicInteger();
    Callable<Object> callable = () -> List.of(1);
    Runnable runnable = runs::incrementAndGet;
    Function<Object, Object> function = argument -> List.of(argument, "seen");
    assertThat(call.call(Object.class, callable)).isEqualTo(List.of(1L));
    assertThat(call.call(Object.class, runnable)).isNull();
    assertThat(runs).hasValue(1);
    assertThat(call.call(Object.class, function, Set.of(2))).isEqualTo(List.of(Set.of(2L), "seen"));
  }

  @Test
  void largeStructuresArrive() {
    assertThat(
            context.call("builtins:sum", long.class, IntStream.range(0, 100_000).boxed().toList()))
        .isEqualTo(4_999_950_000L);
    assertThat(context.call("builtins:len", int.class, new byte[1_000_000])).isEqualTo(1_000_000);
  }

  static Stream<Row> refused() {
    List<Object> itself = new ArrayList<>();
    itself.add(1);
    itself.add(itself);
    return Stream.of(
        row(
            List.of(0, Map.of("name", new BigDecimal("1.5"))),
            "argument 1[1]['name']: a Java java.math.BigDecimal has no Python form"),
        row(new Object(), "argument 1: a Java java.lang.Object has no Python form"),
        row(Path.of("/"), "has no Python form"),
        row(
            new Point(1, Collections.unmodifiableList(new ArrayList<>(untyped(new Object())))),
            "argument 1['names'][0]: a Java java.lang.Object"),
        row(itself, "nested deeper than 1,000 levels, or it contains itself"),
        row(deep(1001), "nested deeper than 1,000 levels"),
        row(new LinkedHashSet<>(List.of(1, 1.0)), "two of its elements differ in Java"),
        row(Map.of(1, 1, 1L, 1), "two of its keys differ in Java and are equal in Python"),
        row(Set.of(Map.of()), "would be unhashable in Python"),
        row(Map.of(new int[0], 1), "argument 1.keys(): a Java [I would be unhashable"),
        row(List.of(Keywords.of("a", 1)), "argument 1[0]: Keywords must be the last argument"),
        row(LocalDate.of(0, 1, 1), "the LocalDate 0000-01-01 is out of Python's range"),
        row(LocalDateTime.of(10_000, 1, 1, 0, 0), "out of Python's range"),
        row(Instant.MAX, "out of Python's range"),
        row(Duration.ofSeconds(Long.MAX_VALUE), "out of Python's range"),
        row(
            org.graalvm.polyglot.Value.asValue(1),
            "argument 1: a polyglot Value may be of any context: ask Python for a PythonObject"));
  }

  @SuppressWarnings("unchecked") // A list that breaks its own promise.
  private static List<String> untyped(Object element) {
    return (List<String>) (List<?>) List.of(element);
  }

  private static Object deep(int levels) {
    Object value = 1;
    for (int i = 0; i < levels; i++) {
      value = List.of(value);
    }
    return value;
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatHasNoPythonFormIsRefusedByPlace(Row row) {
    assertThatThrownBy(
            () -> onStackOf(2048, () -> context.call("builtins:repr", String.class, row.given())))
        .cause()
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining(row.repr());
  }

  @Test
  void aThousandLevelsPass() throws Exception {
    // Python's own repr gives up earlier.
    assertThat(onStackOf(2048, () -> context.call("builtins:len", int.class, deep(1000))))
        .isEqualTo(1);
  }

  // How much a thread's own stack holds depends on what is compiled by then.
  private static @Nullable Object onStackOf(int kilobytes, Callable<@Nullable Object> work)
      throws Exception {
    FutureTask<@Nullable Object> task = new FutureTask<>(work);
    new Thread(null, task, "deep", (long) kilobytes << 10).start();
    return task.get(60, TimeUnit.SECONDS);
  }

  @Test
  void aStackThatEndsEarlierIsNoStackOverflowError() throws Exception {
    // Whether it ends earlier depends on what is compiled by then.
    try {
      assertThat(onStackOf(256, () -> context.call("builtins:len", int.class, deep(1000))))
          .isEqualTo(1);
    } catch (ExecutionException e) {
      assertThat(e)
          .cause()
          .isInstanceOf(ConversionException.class)
          .hasMessageContaining("nested too deeply for the stack of thread deep");
    }
  }

  @Test
  void datetimeIsImportedByTheFirstDateOnly() {
    try (PythonContext fresh = fixture.create()) {
      String loaded = "'datetime' in __import__('sys').modules";
      fresh.call("builtins:repr", String.class, List.of(1, "x", Map.of()));
      assertThat(fresh.eval(loaded, boolean.class)).isFalse();
      fresh.call("builtins:repr", String.class, LocalDate.EPOCH);
      assertThat(fresh.eval(loaded, boolean.class)).isTrue();
    }
  }
}
