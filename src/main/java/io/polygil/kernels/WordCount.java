package io.polygil.kernels;

import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import java.util.stream.IntStream;

/**
 * Document 000's word count. Its answer is that of the Python definition:
 *
 * <pre>{@code sum(word == needle for line in contents.splitlines() for word in line.split(" "))}
 * </pre>
 */
@KernelModule(
    value = "word_count",
    doc =
        "Counts the words of a text that equal a needle. Words are what str.splitlines() and then"
            + " split(\" \") leave: a tab or a full stop belongs to its word, and between two blanks"
            + " there is an empty one.")
public final class WordCount {
  // Vector code reads this in 50 to 150 us, and another thread wakes in about as long. On two cores
  // parts made nothing faster in texts below some ten megabytes.
  private static final int PART = 1 << 20;

  // More than one for each core: until the others are awake, which takes longer than 100 us where
  // cores are virtual, the caller goes on with the next part instead of waiting for one half.
  private static final int PARTS_FOR_EACH_CORE = 4;

  // Asked once: in a container the JVM reads files of the control group for it, which takes longer
  // than vector code needs for a text.
  private static final int MOST_PARTS =
      PARTS_FOR_EACH_CORE * Runtime.getRuntime().availableProcessors();

  // A shorter text is read before vector code would have paid for itself.
  private static final int VECTOR_THRESHOLD = 1 << 10;

  private WordCount() {}

  /** Counts the words equal to needle, on all cores, while the GIL is held. */
  @Kernel(
      gil = Gil.HOLD,
      doc = "Counts the words equal to needle, on all cores, while the GIL is held.")
  public static long search(String contents, String needle) {
    int parts = Math.min(MOST_PARTS, contents.length() / PART);
    if (parts <= 1 || needle.isEmpty()) {
      return search_sequential(contents, needle);
    }
    if (containsSeparator(needle)) {
      return 0;
    }
    return countInParts(contents, needle, parts);
  }

  static long countInParts(String contents, String needle, int parts) {
    long length = contents.length();
    return IntStream.range(0, parts)
        .parallel()
        .mapToLong(part ->
            count(
                contents,
                needle,
                (int) (length * part / parts),
                (int) (length * (part + 1) / parts)))
        .sum();
  }

  /** Counts the words equal to needle, on one core, while the GIL is held. */
  @Kernel(
      gil = Gil.HOLD,
      doc = "Counts the words equal to needle, on one core, while the GIL is held.")
  public static long search_sequential(String contents, String needle) {
    if (needle.isEmpty()) {
      return countEmpty(contents);
    }
    return containsSeparator(needle) ? 0 : count(contents, needle, 0, contents.length());
  }

  /** Counts the words equal to needle, on one core, while other Python threads run. */
  @Kernel(
      gil = Gil.RELEASE,
      doc = "Counts the words equal to needle, on one core, while other Python threads run.",
      aliases = "search_sequential_allow_threads")
  public static long search_sequential_detached(String contents, String needle) {
    return search_sequential(contents, needle);
  }

  // Words that begin in [from, to): a text can be cut anywhere and the parts' counts added up.
  private static long count(String contents, String needle, int from, int to) {
    TextBytes.Width width = to - from < VECTOR_THRESHOLD ? null : TextBytes.width(contents);
    WordScan scan = width == null ? null : WordScans.of(width).fast();
    if (width == null || scan == null) {
      return countByIndexOf(contents, needle, from, to);
    }
    boolean sameWidth = TextBytes.width(needle) == width;
    if (!sameWidth && width == TextBytes.Width.LATIN1) {
      // It has a character that the text has not.
      return 0;
    }
    byte[] word = sameWidth ? TextBytes.of(needle) : TextBytes.utf16(needle);
    return scan.count(TextBytes.of(contents), word, from, to);
  }

  static long countByIndexOf(String contents, String needle, int from, int to) {
    int length = contents.length();
    int wordLength = needle.length();
    long total = 0;
    int limit = (int) Math.min(length, (long) to + wordLength - 1);
    int at = contents.indexOf(needle, from, limit);
    while (at >= 0) {
      int end = at + wordLength;
      if ((at == 0 || WordScan.isSeparator(contents.charAt(at - 1)))
          && (end == length || WordScan.isSeparator(contents.charAt(end)))) {
        total++;
      }
      at = contents.indexOf(needle, at + 1, limit);
    }
    return total;
  }

  // Empty words: between two blanks, and at the ends of a line. A text that ends with a line break
  // has no further line after it.
  private static long countEmpty(String contents) {
    int length = contents.length();
    long total = 0;
    boolean atWordStart = true;
    for (int i = 0; i < length; i++) {
      char c = contents.charAt(i);
      if (c == ' ') {
        total += atWordStart ? 1 : 0;
        atWordStart = true;
      } else if (WordScan.isLineBreak(c)) {
        total += atWordStart ? 1 : 0;
        atWordStart = true;
        if (c == '\r' && i + 1 < length && contents.charAt(i + 1) == '\n') {
          i++;
        }
      } else {
        atWordStart = false;
      }
    }
    boolean lineOpen = length > 0 && !WordScan.isLineBreak(contents.charAt(length - 1));
    return lineOpen && atWordStart ? total + 1 : total;
  }

  private static boolean containsSeparator(String needle) {
    return needle.chars().anyMatch(c -> WordScan.isSeparator((char) c));
  }
}
