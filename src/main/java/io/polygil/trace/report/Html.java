package io.polygil.trace.report;

/** Text in pages. */
final class Html {
  private static final char REPLACEMENT = '\uFFFD';

  private Html() {}

  /** A text as it stands in an element or in a quoted attribute. */
  static String escaped(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            default -> html.appendCodePoint(isText(c) ? c : REPLACEMENT);
          }
        });
    return html.toString();
  }

  // Names come from programs: a page may hold neither control characters nor half a character, and
  // what turns the direction of writing would reach into the text that follows.
  private static boolean isText(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> Character.isWhitespace(c);
      case Character.SURROGATE, Character.FORMAT -> c == 0x200D;
      default -> true;
    };
  }

  /** JSON as it stands in a script element, which no text in it can end. */
  static String scriptData(String json) {
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }
}
