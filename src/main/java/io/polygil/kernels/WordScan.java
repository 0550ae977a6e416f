package io.polygil.kernels;

/** A way of counting words in text of one {@linkplain TextBytes.Width width}. Stateless. */
interface WordScan {
  /**
   * Counts the words that begin in a range of the text.
   *
   * @param text its bytes
   * @param needle the word in the same width, not empty and without separators
   * @param from the first place, in characters
   * @param to the place after the last, in characters
   */
  long count(byte[] text, byte[] needle, int from, int to);

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
