package io.polygil.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The kernels against the Python definition of a word, run by Python itself. */
class WordCountTest {
  // The lines are cut as Python's documentation of str.splitlines says: GraalPy 25.0.3's own does
  // not cut at U+001C, U+001D and U+001E.
  private static final String DEFINITION =
      """
      BREAKS = "\\n\\r\\v\\f\\x1c\\x1d\\x1e\\x85\\u2028\\u2029"
      def lines(text):
          text = text.replace("\\r\\n", "\\n")
          found, start = [], 0
          for end, letter in enumerate(text):
              if letter in BREAKS:
                  found.append(text[start:end])
                  start = end + 1
          return found + [text[start:]] if start < len(text) else found
      def words(contents, needle):
          return sum(w == needle for line in lines(contents) for w in line.split(" "))
      answers = [words(c, n) for c, n in cases]
      """;
  private static final String[] PIECES = {
    "is",
    "i",
    "s",
    "isis",
    " ",
    "  ",
    "\n",
    "\r",
    "\r\n",
    "\u000b",
    "\f",
    "\u001c",
    "\u001d",
    "\u001e",
    "\u001f",
    "\u0085",
    "\u2028",
    "\u2029",
    "\u00a0",
    "\u3000",
    "\t",
    "\0",
    "\ud83d\ude00",
    "\u00e4",
    ".",
    "is "
  };
  private static final String[] NEEDLES = {
    "is", "", " ", "i", "isis", "\n", "is is", "\0", "\ud83d\ude00", "\t", "\u00a0", ".", "s\r"
  };

  // The tests run with the options that the launcher has.
  private static final WordScan VECTORS = vectors(TextBytes.Width.LATIN1);
  private static final WordScan WIDE_VECTORS = vectors(TextBytes.Width.UTF16);

  private static WordScan vectors(TextBytes.Width width) {
    return Objects.requireNonNull(VectorModule.wordScan(width));
  }

  private static byte[] latin1(String text) {
    assertThat(TextBytes.width(text)).isEqualTo(TextBytes.Width.LATIN1);
    return TextBytes.of(text);
  }

  @Test
  void twoBytesACharacterAreTheJvmsOwn() {
    String text = "is \ud83d\ude00 \ud83d \u6587\u0085";
    assertThat(TextBytes.width(text)).isEqualTo(TextBytes.Width.UTF16);
    assertThat(TextBytes.utf16(text)).isEqualTo(TextBytes.of(text));
  }

  @Test
  void answersAsTheDefinitionForAnyText() {
    Random random = new Random(20260101);
    List<List<String>> cases = new ArrayList<>();
    cases.add(List.of("", ""));
    cases.add(List.of("", "is"));
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      // Some are long enough for several vectors.
      for (int piece = random.nextInt(i % 16 == 0 ? 120 : 12); piece > 0; piece--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      cases.add(List.of(text.toString(), NEEDLES[random.nextInt(NEEDLES.length)]));
    }
    List<?> expected = definition(cases);
    for (int i = 0; i < cases.size(); i++) {
      String contents = cases.get(i).get(0);
      String needle = cases.get(i).get(1);
      assertThat(WordCount.search_sequential(contents, needle))
          .as("contents %s, needle %s", escaped(contents), escaped(needle))
          .isEqualTo(expected.get(i));
      if (i % 16 == 0) {
        vectorsAnswerToo(contents, needle, (long) expected.get(i));
      }
    }
  }

  // Python makes the texts, as Java has none of two surrogates that are two characters.
  @Test
  void surrogatesAreCountedAsPythonDoesOrRefused() {
    try (PythonPool pool = PythonPool.builder().maximumSize(1).kernels(WordCount.class).build();
        PythonLease lease = pool.acquire()) {
      List<?> found =
          lease.exec(
              """
              import random, word_count
              cases = []
              %s
              pieces = ["is", " ", "\\n", "\\u2028", "\\ud83d", "\\ude00", "\\udbff", "\\udc00",
                        "\\U0001f600", "\\u0436", "\\x85"]
              needles = ["is", "", "\\ud83d", "\\ude00", "\\U0001f600", "\\ud83d\\ude00",
                         "\\ude00\\ud83d", "\\u0436"]

              def joined(text):
                  for at in range(len(text) - 1):
                      if 0xD800 <= ord(text[at]) < 0xDC00 <= ord(text[at + 1]) < 0xE000:
                          return at
                  return None

              def answer(function, contents, needle):
                  try:
                      return function(contents, needle)
                  except UnicodeEncodeError as error:
                      return error.object, error.start, error.end, error.encoding

              def expected(contents, needle):
                  for text in (contents, needle):
                      at = joined(text)
                      if at is not None:
                          return text, at, at + 2, "utf-16"
                  return words(contents, needle)

              rng = random.Random(8)
              wrong, refused = [], 0
              for _ in range(5000):
                  contents = "".join(rng.choices(pieces, k=rng.randrange(8)))
                  needle = rng.choice(needles)
                  want = expected(contents, needle)
                  refused += type(want) is tuple
                  for function in (word_count.search, word_count.search_sequential,
                                   word_count.search_sequential_detached):
                      got = answer(function, contents, needle)
                      if got != want:
                          wrong.append(ascii((function.__name__, contents, needle, got, want)))
              result = [wrong[:3], refused]
              """
                  .formatted(DEFINITION),
              "result",
              List.class);
      assertThat(found.get(0)).isEqualTo(List.of());
      assertThat((long) found.get(1)).isBetween(500L, 4500L);
    }
  }

  @Test
  void longTextsInTurnAreEachLookedInto() {
    try (PythonPool pool = PythonPool.builder().maximumSize(1).kernels(WordCount.class).build();
        PythonLease lease = pool.acquire()) {
      List<?> found =
          lease.exec(
              """
              from word_count import search_sequential

              def answer(text):
                  try:
                      return search_sequential(text, "is")
                  except UnicodeEncodeError:
                      return "refused"

              texts = ["is \\u0436 " * 1000, "is \\ud83d\\ude00 " * 1000, "is \\U0001f600 " * 1000,
                       "is it " * 1000, "is \\ud83d " * 1000, "is is \\u0436 " * 1000]
              found = [[answer(text), answer(text)] for _ in range(3) for text in texts]
              """,
              "found",
              List.class);
      for (int i = 0; i < 18; i++) {
        Object each = List.of("1000", "refused", "1000", "1000", "1000", "2000").get(i % 6);
        assertThat((List<?>) found.get(i))
            .map(Object::toString)
            .containsExactly("" + each, "" + each);
      }
    }
  }

  // The other path is taken in the test above: its texts are too short for this one.
  private static void vectorsAnswerToo(String contents, String needle, long expected) {
    if (needle.isEmpty() || needle.chars().anyMatch(c -> WordScan.isSeparator((char) c))) {
      return;
    }
    byte[] wide = TextBytes.utf16(contents);
    byte[] wideWord = TextBytes.utf16(needle);
    boolean isNarrow = (contents + needle).chars().allMatch(c -> c < 256);
    int length = contents.length();
    for (int cut : new int[] {0, Math.min(1, length), length / 2, length}) {
      assertThat(
              WIDE_VECTORS.count(wide, wideWord, 0, cut)
                  + WIDE_VECTORS.count(wide, wideWord, cut, length))
          .as("wide contents %s, needle %s, cut at %d", escaped(contents), escaped(needle), cut)
          .isEqualTo(expected);
      if (isNarrow) {
        byte[] text = latin1(contents);
        byte[] word = latin1(needle);
        assertThat(VECTORS.count(text, word, 0, cut) + VECTORS.count(text, word, cut, length))
            .as("contents %s, needle %s, cut at %d", escaped(contents), escaped(needle), cut)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void vectorsFindWordsAtEveryPlace() {
    for (String needle : List.of("i", "is", "isis", "\u00e4")) {
      for (int before = 0; before < 140; before++) {
        for (String end : List.of("", " ", "\u0085x", "\u001f", "\u00a0")) {
          String contents = "x".repeat(before) + " " + needle + end;
          byte[] text = latin1(contents);
          assertThat(VECTORS.count(text, latin1(needle), 0, text.length))
              .as("contents %s, needle %s", escaped(contents), escaped(needle))
              .isEqualTo(WordCount.countByIndexOf(contents, needle, 0, contents.length()));
        }
        for (String end : List.of("", "\u2028", "\u2029x", "\u0085", "\u202a", "\u2000")) {
          String contents = "\u6587".repeat(before) + "\u2029" + needle + end + " x";
          assertThat(
                  WIDE_VECTORS.count(
                      TextBytes.utf16(contents), TextBytes.utf16(needle), 0, contents.length()))
              .as("contents %s, needle %s", escaped(contents), escaped(needle))
              .isEqualTo(WordCount.countByIndexOf(contents, needle, 0, contents.length()));
        }
      }
    }
  }

  @Test
  void theVectorFormIsChosenOnceItIsFast() throws Exception {
    for (TextBytes.Width width : TextBytes.Width.values()) {
      WordScans.of(width).awaitWarmUp();
    }
    assertThat(WordScans.of(TextBytes.Width.LATIN1).fast()).isInstanceOf(VectorWordScan.class);
    assertThat(WordScans.of(TextBytes.Width.UTF16).fast()).isInstanceOf(VectorWideWordScan.class);
    assertThat(WordCount.search_sequential("it is\r\nis\tis ".repeat(1000), "is")).isEqualTo(1000);
    assertThat(WordCount.search("it is\r\nis\tis ".repeat(100_000), "is")).isEqualTo(100_000);
    assertThat(WordCount.search_sequential("it is\u2028is ".repeat(1000), "is")).isEqualTo(2000);
    assertThat(WordCount.search_sequential("it is is ".repeat(1000), "\u2603")).isZero();
    assertThat(WordCount.search_sequential("\u6587 \u5b57 is ".repeat(1000), "\u5b57"))
        .isEqualTo(1000);
    assertThat(WordCount.search_sequential("\u6587 \u5b57 is ".repeat(1000), "is")).isEqualTo(1000);
  }

  @Test
  void partsOfALargeTextAddUp() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    while (text.length() < 140_000) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    String contents = text.toString();
    for (String needle : List.of("is", "\ud83d\ude00")) {
      Object expected = definition(List.of(List.of(contents, needle))).getFirst();
      for (int parts = 1; parts <= 9; parts++) {
        assertThat(WordCount.countInParts(contents, needle, parts))
            .as("needle %s in %s parts", escaped(needle), parts)
            .isEqualTo(expected);
      }
    }
    String large = contents.repeat(20);
    for (String needle : List.of("is", "", "\ud83d\ude00", "is is")) {
      assertThat(WordCount.search(large, needle))
          .as("needle %s", escaped(needle))
          .isEqualTo(WordCount.search_sequential(large, needle));
    }
  }

  private static List<?> definition(List<List<String>> cases) {
    try (PythonPool pool = PythonPool.builder().maximumSize(1).build();
        PythonLease lease = pool.acquire()) {
      // The cases travel as code points: the oracle must not share the kernels' conversion.
      StringBuilder code = new StringBuilder("cases = [\n");
      for (List<String> each : cases) {
        code.append('(').append(literal(each.get(0))).append(',');
        code.append(literal(each.get(1))).append("),\n");
      }
      code.append("]\n").append(DEFINITION);
      return lease.exec(code.toString(), "answers", List.class);
    }
  }

  private static String literal(String text) {
    StringBuilder literal = new StringBuilder("'");
    text.codePoints().forEach(point -> literal.append(String.format("\\U%08x", point)));
    return literal.append('\'').toString();
  }

  private static String escaped(String text) {
    String literal = literal(text);
    return literal.length() > 500 ? text.length() + " characters" : literal;
  }
}
