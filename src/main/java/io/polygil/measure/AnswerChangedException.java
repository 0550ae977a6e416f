package io.polygil.measure;

import java.util.Arrays;

/** A workload gave another answer than it did in its first run, so its times mean nothing. */
public final class AnswerChangedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST_TEXT = 200;
  private static final int TEXT_BEFORE_DIFFERENCE = 40;

  private final String expected;
  private final String found;
  private final String where;

  private AnswerChangedException(String name, String expected, String found, String where) {
    super(
        "%s: the answer changed in %s: expected %s, found %s"
            .formatted(name, where, expected, found));
    this.expected = expected;
    this.found = found;
    this.where = where;
  }

  static AnswerChangedException of(String name, Object expected, Object found, String where) {
    String expectedText = text(expected);
    String foundText = text(found);
    int difference = Arrays.mismatch(expectedText.toCharArray(), foundText.toCharArray());
    return new AnswerChangedException(
        name, excerpt(expectedText, difference), excerpt(foundText, difference), where);
  }

  /** Returns the first run's answer as text; of a long one the part where the answers differ. */
  public String expected() {
    return expected;
  }

  /** Returns the changed answer as text; of a long one the part where the answers differ. */
  public String found() {
    return found;
  }

  /** Returns in which round the answer changed, for example {@code "round 3"}. */
  public String where() {
    return where;
  }

  private static String text(Object answer) {
    // Only as an element of an array does an array of whatever type show what it holds.
    String inBrackets = Arrays.deepToString(new Object[] {answer});
    return inBrackets.substring(1, inBrackets.length() - 1);
  }

  private static String excerpt(String text, int difference) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int start = Math.clamp(difference - TEXT_BEFORE_DIFFERENCE, 0, text.length() - 1);
    int end = Math.min(text.length(), start + LONGEST_TEXT);
    return (start > 0 ? "..." : "")
        + text.substring(start, end)
        + (end < text.length() ? "..." : "");
  }
}
