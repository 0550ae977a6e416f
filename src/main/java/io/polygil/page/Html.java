package io.polygil.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** Text in pages that load nothing: style, scripts and data are in them. */
public final class Html {
  private static final char REPLACEMENT = '\uFFFD';

  private Html() {}

  /** A text as it stands in an element or in a quoted attribute. */
  public static String escaped(String text) {
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
  public static String scriptData(String json) {
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }

  /**
   * What a page's policy says to allow a script or style and no other.
   *
   * @throws IllegalStateException if the text would end its own element
   */
  public static String hash(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("</script") || lower.contains("</style")) {
      throw new IllegalStateException(
          "a text that holds </script or </style ends itself in a page");
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] sum = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
