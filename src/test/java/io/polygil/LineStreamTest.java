package io.polygil;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineStreamTest {
  private static final int LONGEST = 65_536;

  private final List<String> lines = new ArrayList<>();
  private final LineStream stream = new LineStream(lines::add);

  private List<String> lines(byte[] bytes) {
    lines.clear();
    stream.write(bytes, 0, bytes.length);
    stream.finish();
    return lines;
  }

  private List<String> lines(String text) {
    return lines(text.getBytes(UTF_8));
  }

  /** The whole text, cut as a reader would. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    if (parts.getLast().isEmpty()) {
      parts.removeLast();
    }
    parts.replaceAll(part -> part.endsWith("\r") ? part.substring(0, part.length() - 1) : part);
    return parts;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void cutsAtLineEndsWhereverTheChunksAreCut(int seed) {
    Random random = new Random(seed);
    String[] parts = {"a", "é", "€", "😀", "\n", "\r\n", " ", "\t", "long words", "\0"};
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    int from = 0;
    while (from < bytes.length) {
      int length = Math.min(random.nextInt(12), bytes.length - from);
      if (length == 1) {
        stream.write(bytes[from]);
      } else {
        stream.write(bytes, from, length);
      }
      from += length;
    }
    stream.finish();
    assertThat(lines).isEqualTo(split(text.toString()));
  }

  @Test
  void passesOnALineAtItsEnd() {
    stream.write("one\ntwo".getBytes(UTF_8), 0, 7);
    assertThat(lines).containsExactly("one");
    stream.finish();
    assertThat(lines).containsExactly("one", "two");
    stream.finish();
    assertThat(lines).as("nothing is left").hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"'',0", "'\n',1", "'\n\n',2", "'\r\n',1", "'\r',1", "'a\n',1", "'a',1", "'a\nb',2"})
  void countsLines(String text, int count) {
    assertThat(lines(text)).hasSize(count).isEqualTo(split(text));
  }

  @Test
  void aCarriageReturnWithinALineStays() {
    assertThat(lines("10 %\r20 %\r\nnext\r\r\n")).containsExactly("10 %\r20 %", "next\r");
  }

  @Test
  void replacesWhatIsNoUtf8() {
    byte[] bytes = {'a', (byte) 0xFF, 'b', '\n', (byte) 0xE2, (byte) 0x82, '\n', (byte) 0x80};
    assertThat(lines(bytes)).containsExactly("a\uFFFDb", "\uFFFD", "\uFFFD");
  }

  @Test
  void aLongLineComesInPieces() {
    String line = "x".repeat(200_000);
    assertThat(lines(line + "\nnext\n"))
        .containsExactly(
            line.substring(0, LONGEST),
            line.substring(LONGEST, 2 * LONGEST),
            line.substring(2 * LONGEST, 3 * LONGEST),
            line.substring(3 * LONGEST),
            "next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "€", "😀"})
  void piecesDoNotCutCharacters(String character) {
    for (int shift = 0; shift < 4; shift++) {
      String line = "x".repeat(shift) + character.repeat(60_000);
      List<String> pieces = lines(line + "\n");
      assertThat(String.join("", pieces)).isEqualTo(line);
      assertThat(pieces).hasSizeGreaterThan(1).allMatch(p -> p.length() <= LONGEST);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", ""})
  void aLineJustAsLongAsAPieceIsOne(String end) {
    assertThat(lines("x".repeat(LONGEST) + end)).containsExactly("x".repeat(LONGEST));
  }

  @Test
  void bytesThatOnlyContinueCharactersComeInPiecesToo() {
    byte[] bytes = new byte[3 * LONGEST];
    Arrays.fill(bytes, (byte) 0x80);
    assertThat(lines(bytes)).hasSizeGreaterThan(2);
    Arrays.fill(bytes, (byte) '\r');
    assertThat(lines(bytes)).hasSizeGreaterThan(2);
  }

  @Test
  void aCarriageReturnBetweenTwoPiecesStays() {
    String line = "x".repeat(LONGEST - 1) + "\r" + "y".repeat(10);
    assertThat(String.join("", lines(line + "\n"))).isEqualTo(line);
    line = "x".repeat(LONGEST) + "\r" + "y".repeat(10);
    assertThat(String.join("", lines(line + "\n"))).isEqualTo(line);
  }
}
