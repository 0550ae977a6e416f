package io.polygil.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random structures both ways; the oracle is Python's reading of literals that it was given. */
class RoundTripTest {
  private static final int CASES = 1000;
  private static final String[] PIECES = {
    "a", "\0", "'", "\\", "\n", "\ud800", "\udfff", "\u00e4", "\u20ac", "\ud83d\ude00", " "
  };

  private static ContextFixture fixture;
  private static PythonContext context;
  private static PythonObject compare;

  /** A value, Python's literal of it, and what it is when it comes back. */
  private record Sample(@Nullable Object value, String literal, @Nullable Object back) {}

  @BeforeAll
  static void start() {
    fixture = new ContextFixture();
    context = fixture.create();
    // repr tells 1 from True and 1.0, -0.0 from 0.0, and keeps a dict's order.
    compare =
        context.exec(
            """
            def compare(given, text):
                meant = eval(text)
                return repr(given) == repr(meant), meant
            """,
            "compare",
            PythonObject.class);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20260101, 42})
  void everyStructureIsWhatItsLiteralIs(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      Sample sample = sample(random, 4);
      List<Object> compared =
          compare.call(new TypeLiteral<List<Object>>() {}, sample.value(), sample.literal());
      assertThat(compared.getFirst())
          .as("Java to Python, seed %s, case %s: %s", seed, i, sample.literal())
          .isEqualTo(true);
      Object back = compared.getLast();
      assertThat(Objects.deepEquals(boxed(back), boxed(sample.back())))
          .as("Python to Java, seed %s, case %s: %s, got %s", seed, i, sample.literal(), back)
          .isTrue();
      assertThat(orderOf(back)).isEqualTo(orderOf(sample.back()));
    }
  }

  // byte[] is equal to itself only.
  private static @Nullable Object boxed(@Nullable Object value) {
    return switch (value) {
      case byte[] bytes -> "bytes " + new BigInteger(1, bytes) + " " + bytes.length;
      case List<?> list -> {
        List<@Nullable Object> boxed = new ArrayList<>();
        list.forEach(element -> boxed.add(boxed(element)));
        yield boxed;
      }
      case Map<?, ?> map -> {
        Map<@Nullable Object, @Nullable Object> boxed = new LinkedHashMap<>();
        map.forEach((key, element) -> boxed.put(key, boxed(element)));
        yield boxed;
      }
      case null, default -> value;
    };
  }

  private static String orderOf(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map.keySet().toString() : "";
  }

  private static Sample sample(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0 -> new Sample(null, "None", null);
      case 1 -> {
        boolean bool = random.nextBoolean();
        yield new Sample(bool, bool ? "True" : "False", bool);
      }
      case 2 -> whole(random);
      case 3 -> real(random);
      case 4 -> text(random);
      case 5 -> bytes(random);
      case 6, 7 -> list(random, depth);
      default -> map(random, depth);
    };
  }

  private static Sample whole(Random random) {
    BigInteger number = new BigInteger(random.nextInt(140), random);
    if (random.nextInt(4) == 0) {
      // The edges of Java's types.
      number = BigInteger.TWO.pow(List.of(7, 15, 31, 53, 63, 64).get(random.nextInt(6)));
      number = number.subtract(BigInteger.valueOf(random.nextInt(3)));
    }
    BigInteger signed = random.nextBoolean() ? number : number.negate();
    Object natural = signed.bitLength() < 64 ? (Object) signed.longValue() : signed;
    boolean small = signed.bitLength() < 32 && random.nextBoolean();
    return new Sample(small ? (Object) signed.intValue() : signed, signed.toString(), natural);
  }

  private static Sample real(Random random) {
    double number = Double.longBitsToDouble(random.nextLong());
    if (random.nextInt(3) == 0) {
      double[] edges = {-0.0, 0.0, 1, Double.MIN_VALUE, Double.MAX_VALUE, 0x1p63, -3};
      number = edges[random.nextInt(edges.length)];
    }
    String text =
        Double.isFinite(number)
            ? "float.fromhex('" + Double.toHexString(number) + "')"
            : "float('" + (Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf") + "')";
    return new Sample(number, text, number);
  }

  private static Sample text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return new Sample(text.toString(), quoted(text), text.toString());
  }

  private static String quoted(CharSequence text) {
    StringBuilder quoted = new StringBuilder("'");
    text.codePoints().forEach(point -> quoted.append(String.format("\\U%08x", point)));
    return quoted.append('\'').toString();
  }

  private static Sample bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(5)];
    random.nextBytes(bytes);
    StringBuilder text = new StringBuilder("b'");
    for (byte each : bytes) {
      text.append(String.format("\\x%02x", each));
    }
    return new Sample(bytes, text.append('\'').toString(), bytes);
  }

  private static Sample list(Random random, int depth) {
    List<@Nullable Object> values = new ArrayList<>();
    List<@Nullable Object> back = new ArrayList<>();
    StringBuilder text = new StringBuilder("[");
    for (int i = random.nextInt(6); i > 0; i--) {
      Sample element = sample(random, depth - 1);
      values.add(element.value());
      back.add(element.back());
      text.append(element.literal()).append(", ");
    }
    Object value = random.nextBoolean() ? values : values.toArray();
    return new Sample(value, text.append(']').toString(), back);
  }

  private static Sample map(Random random, int depth) {
    Map<Object, @Nullable Object> values = new LinkedHashMap<>();
    Map<Object, @Nullable Object> back = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder("{");
    for (int i = random.nextInt(6); i > 0; i--) {
      Sample element = sample(random, depth - 1);
      Supplier<Sample> keys =
          random.nextBoolean()
              ? () -> text(random)
              : () -> new Sample(List.of(1, "x"), "(1, 'x')", List.of(1L, "x"));
      Sample key = keys.get();
      // A literal that has a key twice keeps the first place and the last value, as this map does.
      values.put(Objects.requireNonNull(key.value()), element.value());
      back.put(Objects.requireNonNull(key.back()), element.back());
      text.append(key.literal()).append(": ").append(element.literal()).append(", ");
    }
    return new Sample(values, text.append('}').toString(), back);
  }
}
