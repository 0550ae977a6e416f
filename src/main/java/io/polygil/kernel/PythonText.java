package io.polygil.kernel;

/** Writes texts as Python's literals. */
final class PythonText {
  private PythonText() {}

  /** A str literal over as many lines as the text has. */
  static String quoted(String text) {
    return "\"\"\"" + escaped(text) + "\"\"\"";
  }

  /** A str literal on one line. */
  static String literal(String text) {
    return "\"" + escaped(text).replace("\n", "\\n") + "\"";
  }

  /** The lines with so much more before each as the body of a class or a function has. */
  static String indented(String lines) {
    StringBuilder text = new StringBuilder();
    lines
        .lines()
        .forEach(line -> text.append(line.isEmpty() ? "" : "    ").append(line).append('\n'));
    return text.toString();
  }

  private static String escaped(String text) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> quoted.append("\\\\");
        case '"' -> quoted.append("\\\"");
        case '\r' -> quoted.append("\\r");
        case '\0' -> quoted.append("\\0");
        default -> {
          if (Character.isSurrogate(c)) {
            // Alone it could not be written in UTF-8; in pairs \\u would be two characters.
            int point = text.codePointAt(i);
            quoted.append("\\U%08x".formatted(point));
            i += Character.charCount(point) - 1;
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.toString();
  }
}
