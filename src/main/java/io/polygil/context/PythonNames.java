package io.polygil.context;

import java.util.Set;

/** Which names Python's grammar allows for parameters and the like. */
public final class PythonNames {
  private static final Set<String> RESERVED =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  private PythonNames() {}

  /** Whether it is an identifier and no keyword. */
  // Java's letters are Unicode's, and so are Python's; the dollar is Java's alone.
  public static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && !RESERVED.contains(name)
        && (name.charAt(0) == '_' || Character.isUnicodeIdentifierStart(name.codePointAt(0)))
        && name.codePoints()
            .allMatch(point ->
                Character.isUnicodeIdentifierPart(point)
                    && !Character.isIdentifierIgnorable(point));
  }
}
