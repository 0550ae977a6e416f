package io.polygil.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Python values become in Java, by the type that is asked for. */
class ToJavaTest {
  private static final String IMPORTS =
      """
      import array, collections, datetime, enum, types
      from dataclasses import dataclass
      class F(float): pass
      class I(int): pass
      class S(str): pass
      class L(list): pass
      class D(dict): pass
      class Colour(enum.Enum): RED = 1
      class Level(enum.IntEnum): LOW = 7
      Pair = collections.namedtuple("Pair", "x names")
      @dataclass
      class Data:
          x: int
          names: object
      utc = datetime.timezone.utc
      def own(x):
          x.append(x)
          return x
      def deep(n):
          x = 1
          for _ in range(n): x = [x]
          return x
      value =\s\
      """;

  private static ContextFixture fixture;
  private static PythonContext context;

  private enum Colour {
    RED,
    GREEN
  }

  private record Point(int x, Optional<List<String>> names) {}

  private record Tree(String name, @Nullable List<Tree> children) {}

  private record Positive(int number) {
    Positive {
      if (number <= 0) {
        throw new IllegalArgumentException("must be positive");
      }
    }
  }

  private record Row(Type type, String python, @Nullable Object expected) {
    @Override
    public String toString() {
      return python + " as " + type.getTypeName();
    }
  }

  @BeforeAll
  static void start() {
    fixture = new ContextFixture();
    context = fixture.create();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static Row row(Type type, String python, @Nullable Object expected) {
    return new Row(type, python, expected);
  }

  private static Row row(TypeLiteral<?> type, String python, @Nullable Object expected) {
    return new Row(type.type(), python, expected);
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(Object.class, "None", null),
        row(Integer.class, "None", null),
        row(String.class, "None", null),
        row(LocalDate.class, "None", null),
        row(List.class, "None", null),
        row(Point.class, "None", null),
        row(void.class, "object()", null),
        row(Void.class, "1", null),
        row(boolean.class, "True", true),
        row(Object.class, "False", false),
        row(long.class, "True", 1L),
        row(byte.class, "-128", (byte) -128),
        row(Short.class, "32767", Short.MAX_VALUE),
        row(int.class, "-2**31", Integer.MIN_VALUE),
        row(long.class, "-2**63", Long.MIN_VALUE),
        row(long.class, "I(2**40)", 1L << 40),
        row(long.class, "Level.LOW", 7L),
        row(BigInteger.class, "True", BigInteger.ONE),
        row(BigInteger.class, "-2**63", BigInteger.TWO.pow(63).negate()),
        row(BigInteger.class, "2**100", BigInteger.TWO.pow(100)),
        row(Object.class, "2**63 - 1", Long.MAX_VALUE),
        row(Object.class, "2**63", BigInteger.TWO.pow(63)),
        row(Object.class, "I(2)", 2L),
        row(Object.class, "I(2**70)", BigInteger.TWO.pow(70)),
        row(Object.class, "F(2.0)", 2.0),
        row(Object.class, "F(2.0**40)", 0x1p40),
        row(Object.class, "2.0", 2.0),
        row(Object.class, "1e300", 1e300),
        row(Object.class, "-0.0", -0.0),
        row(Object.class, "float('nan')", Double.NaN),
        row(double.class, "2", 2.0),
        row(double.class, "2**53", 0x1p53),
        row(double.class, "2**100", 0x1p100),
        row(double.class, "float('-inf')", Double.NEGATIVE_INFINITY),
        row(float.class, "0.1", 0.1f),
        row(float.class, "float('inf')", Float.POSITIVE_INFINITY),
        row(char.class, "'\\ud800'", '\ud800'),
        row(String.class, "'a\\0\\udfff\\ud800'", "a\0\udfff\ud800"),
        row(String.class, "'\\U0001f600\\ud800'", "\ud83d\ude00\ud800"),
        row(Object.class, "S('sub')", "sub"),
        row(CharSequence.class, "''", ""),
        row(byte[].class, "b'\\0\\xff'", new byte[] {0, -1}),
        row(Object.class, "bytearray(b'x')", new byte[] {'x'}),
        row(byte[].class, "memoryview(b'abcd')[::2]", new byte[] {'a', 'c'}),
        row(ByteBuffer.class, "b'ab'", ByteBuffer.wrap(new byte[] {'a', 'b'})),
        row(long[].class, "[1, True]", new long[] {1, 1}),
        row(int[].class, "(1, 2)", new int[] {1, 2}),
        row(boolean[].class, "[True]", new boolean[] {true}),
        row(char[].class, "['a']", new char[] {'a'}),
        row(double[].class, "[1, 2.5]", new double[] {1, 2.5}),
        row(double[].class, "array.array('d', [1, 2.5])", new double[] {1, 2.5}),
        row(double[].class, "array.array('f', [2.5])", new double[] {2.5}),
        row(float[].class, "array.array('f', [2.5])", new float[] {2.5f}),
        row(long[].class, "array.array('q', [-1])", new long[] {-1}),
        row(long[].class, "array.array('B', [255])", new long[] {255}),
        row(int[].class, "array.array('i', [5])", new int[] {5}),
        row(short[].class, "array.array('h', [5])", new short[] {5}),
        row(Object.class, "array.array('d', [1.5])", List.of(1.5)),
        row(String[].class, "['a', None]", new @Nullable String[] {"a", null}),
        row(int[][].class, "[[1], []]", new int[][] {{1}, {}}),
        row(
            new TypeLiteral<List<String>[]>() {},
            "[['a'], []]",
            new List<?>[] {List.of("a"), List.of()}),
        row(Object.class, "[1, None, (2.0, 'x')]", Arrays.asList(1L, null, List.of(2.0, "x"))),
        row(Object.class, "L([1])", List.of(1L)),
        row(Object.class, "range(3)", List.of(0L, 1L, 2L)),
        row(Object.class, "collections.deque([1])", List.of(1L)),
        row(Object.class, "Pair(1, 2)", List.of(1L, 2L)),
        row(new TypeLiteral<List<Integer>>() {}, "[1, None]", Arrays.asList(1, null)),
        row(new TypeLiteral<List<? extends Long>>() {}, "[1]", List.of(1L)),
        row(new TypeLiteral<List<?>>() {}, "['a', 1]", List.of("a", 1L)),
        row(new TypeLiteral<Collection<Integer>>() {}, "{3}", List.of(3)),
        row(new TypeLiteral<Iterable<Integer>>() {}, "[3]", List.of(3)),
        row(new TypeLiteral<Set<Integer>>() {}, "frozenset({3})", Set.of(3)),
        row(Object.class, "{(1, 2)}", Set.of(List.of(1L, 2L))),
        row(Object.class, "{1: 2}.keys()", Set.of(1L)),
        row(Object.class, "{'a': {'b': []}}", Map.of("a", Map.of("b", List.of()))),
        row(Object.class, "D(a=1)", Map.of("a", 1L)),
        row(Object.class, "collections.defaultdict(int, a=1)", Map.of("a", 1L)),
        row(Object.class, "types.MappingProxyType({'a': 1})", Map.of("a", 1L)),
        row(mapOfLists(), "{1: [2]}", Map.of(1, List.of(2.0))),
        row(new TypeLiteral<Optional<Integer>>() {}, "None", Optional.empty()),
        row(new TypeLiteral<Optional<Integer>>() {}, "5", Optional.of(5)),
        row(Point.class, "{'x': 1, 'names': None}", new Point(1, Optional.empty())),
        row(Point.class, "Pair(1, ['a'])", new Point(1, Optional.of(List.of("a")))),
        row(Point.class, "Data(1, ('a',))", new Point(1, Optional.of(List.of("a")))),
        row(
            Point.class,
            "types.SimpleNamespace(x=1, names=[], more=2)",
            new Point(1, Optional.of(List.of()))),
        row(
            Tree.class,
            "{'name': 'a', 'children': [{'name': 'b', 'children': None}]}",
            new Tree("a", List.of(new Tree("b", null)))),
        row(Colour.class, "'GREEN'", Colour.GREEN),
        row(Colour.class, "Colour.RED", Colour.RED),
        row(LocalDate.class, "datetime.date(1, 1, 1)", LocalDate.of(1, 1, 1)),
        row(Object.class, "datetime.date.max", LocalDate.of(9999, 12, 31)),
        row(LocalTime.class, "datetime.time.max", LocalTime.of(23, 59, 59, 999_999_000)),
        row(
            Object.class,
            "datetime.datetime.max",
            LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)),
        row(LocalDateTime.class, "datetime.datetime(1, 1, 1)", LocalDateTime.of(1, 1, 1, 0, 0)),
        row(
            Object.class,
            "datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=-3)))",
            OffsetDateTime.parse("2020-01-02T00:00-03:00")),
        row(
            ZonedDateTime.class,
            "datetime.datetime(2020, 1, 2, tzinfo=utc)",
            ZonedDateTime.parse("2020-01-02T00:00Z")),
        row(Instant.class, "datetime.datetime(1970, 1, 1, tzinfo=utc)", Instant.EPOCH),
        row(Duration.class, "datetime.timedelta(microseconds=-1)", Duration.ofNanos(-1000)),
        row(Object.class, "datetime.timedelta.min", Duration.ofDays(-999_999_999)));
  }

  private static Type mapOfLists() {
    return new TypeLiteral<Map<Integer, List<Double>>>() {}.type();
  }

  private static @Nullable Object read(String python, Type type) {
    PythonObject made = context.exec(IMPORTS + "lambda: " + python, "value", PythonObject.class);
    return context.callValue(made.value(), Wanted.of(type));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void becomesTheTypeThatIsAskedFor(Row row) {
    Object found = read(row.python(), row.type());
    assertThat(Objects.deepEquals(found, row.expected()))
        .as("%s, which is %s", row, Arrays.deepToString(new @Nullable Object[] {found}))
        .isTrue();
  }

  @Test
  void surrogatesThatJoinToNothingStayAsTheyAre() {
    for (String python :
        List.of("\\ud83d", "\\ude00\\ud83d", "\\ud83d\\U0001f600\\ude00", "x\\udfff\\ud800y")) {
      String text = context.eval("'" + python + "'", String.class);
      assertThat(context.eval("[ord(c) for c in '" + python + "']", int[].class))
          .isEqualTo(text.codePoints().toArray());
    }
  }

  static Stream<Row> refused() {
    return Stream.of(
        row(int.class, "None", "result: expected int, got NoneType"),
        row(boolean.class, "None", "result: expected bool, got NoneType"),
        row(char.class, "None", "result: expected str, got NoneType"),
        row(int.class, "2**31", "result: Python int too large for a 32-bit integer"),
        row(byte.class, "128", "Python int too large for a 8-bit integer"),
        row(short.class, "-32769", "Python int too large for a 16-bit integer"),
        row(long.class, "2**63", "Python int too large for a 64-bit integer"),
        row(long.class, "2.0", "result: expected int, got float"),
        row(long.class, "F(2.0)", "result: expected int, got F"),
        row(BigInteger.class, "2.0", "result: expected int, got float"),
        row(boolean.class, "1", "result: expected bool, got int"),
        row(double.class, "'1'", "result: expected float, got str"),
        row(double.class, "True", "result: expected float, got bool"),
        row(double.class, "2**53 + 1", "no float is exactly this Python int"),
        row(double.class, "2**2000", "no float is exactly this Python int"),
        row(float.class, "1e300", "Python float too large for a 32-bit float"),
        row(char.class, "'ab'", "one of 2"),
        row(String.class, "b'x'", "result: expected str, got bytes"),
        row(byte[].class, "'x'", "result: expected bytes, got str"),
        row(byte[].class, "[1]", "result: expected bytes, got list"),
        row(List.class, "{1}", "result: expected list, got set"),
        row(List.class, "b'x'", "result: expected list, got bytes"),
        row(List.class, "'abc'", "result: expected list, got str"),
        row(List.class, "(x for x in [])", "result: expected list, got generator"),
        row(Set.class, "[1]", "result: expected set, got list"),
        row(Map.class, "[1]", "result: expected dict, got list"),
        row(
            new TypeLiteral<List<Map<String, Integer>>>() {},
            "[{}, {'a': 'x'}]",
            "result[1]['a']: expected int, got str"),
        row(
            new TypeLiteral<Map<String, Integer>>() {},
            "{1: 1}",
            "result.keys(): expected str, got int"),
        row(int[].class, "[1, 2.5]", "result[1]: expected int, got float"),
        row(Object.class, "object()", "result: a Python object has no Java form"),
        row(Object.class, "[0, {'f': len}]", "result[1]['f']: a Python builtin_function_or_method"),
        row(Object.class, "Colour.RED", "a Python Colour has no Java form"),
        row(Object.class, "1j", "a Python complex has no Java form"),
        row(Object.class, "own([1])", "nested deeper than 1,000 levels, or it contains itself"),
        row(Object.class, "deep(1001)", "nested deeper than 1,000 levels"),
        row(
            new TypeLiteral<List<List<Integer>>>() {},
            "own([])",
            "result[0][0]: expected int, got list"),
        row(Point.class, "{'x': 1}", "result: missing key 'names' of Point in dict"),
        row(Point.class, "{'x': 1, 'names': None, 'z': 1}", "result: unknown key 'z': Point has"),
        row(
            Point.class,
            "types.SimpleNamespace(x=1)",
            "result: missing attribute 'names' of Point in SimpleNamespace"),
        row(Point.class, "{'x': 'a', 'names': None}", "result['x']: expected int, got str"),
        row(Point.class, "Pair(1, [2])", "result.names[0]: expected str, got int"),
        row(Point.class, "[1, None]", "result: expected Point (a dict, or an object with"),
        row(Point.class, "'x'", "got str"),
        row(Positive.class, "{'number': 0}", "Positive refuses its components"),
        row(Colour.class, "'BLUE'", "result: 'BLUE' is no Colour: it is one of RED, GREEN"),
        row(Colour.class, "1", "result: expected str, got int"),
        row(LocalDate.class, "datetime.datetime.min", "result: expected date, got datetime"),
        row(LocalDate.class, "'2020-01-01'", "result: expected date, got str"),
        row(LocalTime.class, "datetime.time(1, tzinfo=utc)", "this time has a time zone"),
        row(LocalDateTime.class, "datetime.datetime.now(utc)", "this datetime has a time zone"),
        row(Instant.class, "datetime.datetime.min", "this datetime has no time zone"),
        row(
            Instant.class,
            "datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=20)))",
            "more than Java's 18 hours"),
        row(Thread.class, "1", "Python values cannot become java.lang.Thread"),
        row(
            new TypeLiteral<Map<String, Thread>>() {},
            "{}",
            "Python values cannot become java.lang.Thread"),
        row(String.class, "'x\\ud83d\\ude00'", "result: the str has surrogates side by side"),
        row(CharSequence.class, "S('\\ud83d\\ude00')", "result: the str has surrogates"),
        row(char.class, "'\\ud83d\\ude00'", "result: the str has surrogates"),
        row(Object.class, "'\\U0001f600\\udbff\\udc00'", "result: the str has surrogates"),
        row(Object.class, "[{'a': '\\ud83d\\ude00'}]", "result[0]['a']: the str has surrogates"),
        row(Object.class, "{'\\ud83d\\ude00': 1, '\\U0001f600': 2}", "the str has surrogates"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anythingElseIsRefusedByPlaceAndType(Row row) {
    assertThatThrownBy(() -> read(row.python(), row.type()))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining(String.valueOf(row.expected()));
  }

  @Test
  void orderIsKept() {
    Map<String, Integer> map =
        context.eval(
            "{str(i): i for i in range(1000, 0, -1)}", new TypeLiteral<Map<String, Integer>>() {});
    assertThat(map).hasSize(1000);
    assertThat(map.values()).startsWith(1000, 999).endsWith(2, 1);
  }

  @Test
  void resultsAreImmutableAndOutliveTheContext() {
    List<Object> list;
    try (PythonContext ended = fixture.create()) {
      list = ended.eval("[[1], {2}, {3: 4}, b'x']", new TypeLiteral<List<Object>>() {});
    }
    assertThat(list).hasSize(4).startsWith(List.of(1L), Set.of(2L), Map.of(3L, 4L));
    assertThatThrownBy(() -> list.add(1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Set<?>) list.get(1)).clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Map<?, ?>) list.get(2)).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aThousandLevelsPass() throws Exception {
    Thread thread =
        new Thread(
            null, () -> assertThat(read("deep(1000)", Object.class)).isNotNull(), "deep", 2 << 20);
    Throwable[] failure = new Throwable[1];
    thread.setUncaughtExceptionHandler((_, e) -> failure[0] = e);
    thread.start();
    thread.join();
    assertThat(failure[0]).isNull();
  }

  @Test
  void largeStructuresArrive() {
    List<Integer> numbers = context.eval("list(range(100000))", new TypeLiteral<>() {});
    assertThat(numbers).hasSize(100_000).endsWith(99_999);
    assertThat(context.eval("'x' * 1000000", String.class)).hasSize(1_000_000);
  }

  private record Numbers(String name, Type list, Type lists, Class<?> array) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Numbers> numbers() {
    return Stream.of(
        new Numbers(
            "short",
            new TypeLiteral<List<Short>>() {}.type(),
            new TypeLiteral<List<List<Short>>>() {}.type(),
            short[].class),
        new Numbers(
            "int",
            new TypeLiteral<List<Integer>>() {}.type(),
            new TypeLiteral<List<List<Integer>>>() {}.type(),
            int[].class),
        new Numbers(
            "long",
            new TypeLiteral<List<Long>>() {}.type(),
            new TypeLiteral<List<List<Long>>>() {}.type(),
            long[].class),
        new Numbers(
            "float",
            new TypeLiteral<List<Float>>() {}.type(),
            new TypeLiteral<List<List<Float>>>() {}.type(),
            float[].class),
        new Numbers(
            "double",
            new TypeLiteral<List<Double>>() {}.type(),
            new TypeLiteral<List<List<Double>>>() {}.type(),
            double[].class));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void numbersOfALongListAreWhatEachIsByItself(Numbers type) {
    for (String list :
        List.of(
            "[0, 1, -1, 32767, -32768] * 8",
            "[0] * 16 + [2**31 - 1, -2**31, 2**63 - 1, -2**63]",
            "[0] * 30 + [2**63]",
            "[0] * 30 + [-2**200]",
            "[1.5, -0.0, float('nan'), float('-inf'), 5e-324] * 8",
            "[0.1, 1e300] * 20",
            "[1, 2.0] * 20",
            "[1] * 20 + [True]",
            "[False] * 20",
            "[I(3), Level.LOW] * 20",
            "[F(1.5)] * 20",
            "[2**53 + 1] * 20",
            "[1] * 20 + ['x']",
            "[None, 1] * 20",
            "tuple(range(20))",
            "L(range(20))",
            "range(20)",
            "array.array('q', range(20))",
            "array.array('d', range(20))")) {
      assertThat(outcome(list, type.list())).as(list).isEqualTo(eachByItself(list, type.lists()));
      assertThat(outcome(list, type.array()))
          .as(list)
          .isEqualTo(eachByItself(list, type.array().arrayType()));
    }
  }

  /** The elements, or the refusal of the first that is refused. */
  private static List<@Nullable Object> outcome(String python, Type type) {
    try {
      return elements(Objects.requireNonNull(read(python, type)));
    } catch (ConversionException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<@Nullable Object> eachByItself(String python, Type lists) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (Object list : outcome("[[x] for x in " + python + "]", lists)) {
      elements.add(
          list instanceof String refusal
              ? refusal.replace("][0]", "]")
              : elements(Objects.requireNonNull(list)).getFirst());
    }
    return elements;
  }

  private static List<@Nullable Object> elements(Object listOrArray) {
    return listOrArray instanceof List<?> list
        ? new ArrayList<@Nullable Object>(list)
        : IntStream.range(0, Array.getLength(listOrArray))
            .<@Nullable Object>mapToObj(index -> Array.get(listOrArray, index))
            .toList();
  }

  @Test
  void aGlobalIsCalledByItsName() {
    assertThatThrownBy(() -> context.exec("j = ['x']", "j", long[].class))
        .hasMessage("j[0]: expected int, got str");
  }

  @Test
  void whatPythonRaisesWhileItIsReadIsAPythonException() {
    String code =
        """
        class Bad:
            @property
            def number(self): raise ValueError("no number")
        bad = Bad()
        """;
    assertThatThrownBy(() -> context.exec(code, "bad", Positive.class))
        .isInstanceOfSatisfying(
            PythonException.class,
            e -> assertThat(e.traceback()).contains("no number").doesNotContain("values.py"));
  }
}
