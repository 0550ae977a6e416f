package io.polygil.kernels;

import java.util.Arrays;

/** A way of counting words in text of one byte a character, ISO 8859-1. Stateless. */
interface WordScan {
  /**
   * Counts the words that begin in a range of the text.
   *
   * @param needle the word, not empty and without separators
   * @param from the first place
   * @param to the place after the last
   */
  long count(byte[] text, byte[] needle, int from, int to);

  /** Whether a word that equals the needle begins here. */
  static boolean isWord(byte[] text, byte[] needle, int at) {
    int end = at + needle.length;
    return end <= text.length
        && (at == 0 || isSeparator((char) (text[at - 1] & 0xFF)))
        && (end == text.length || isSeparator((char) (text[end] & 0xFF)))
        && Arrays.equals(text, at, end, needle, 0, needle.length);
  }

  /** A blank, or a separator of str.splitlines. */
  static boolean isSeparator(char c) {
    return c == ' ' || isLineBreak(c);
  }

  /** A separator of str.splitlines. */
  static boolean isLineBreak(char c) {
    return (c >= '\n' && c <= '\r')
        || (c >= '\u001c' && c <= '\u001e')
        || c == '\u0085'
        || c == '\u2028'
        || c == '\u2029';
  }
}
