package io.polygil.context;

import org.jspecify.annotations.Nullable;

/** Writes one step into a structure as Python would, for the messages of refusals. */
final class Steps {
  private static final int LONGEST = 40;

  private Steps() {}

  static String index(int index) {
    return "[" + index + "]";
  }

  static String key(@Nullable Object key) {
    return switch (key) {
      case null -> "[None]";
      case String text -> "['" + shortened(text).replace("\\", "\\\\").replace("'", "\\'") + "']";
      default -> "[" + shortened(key.toString()) + "]";
    };
  }

  static String attribute(String name) {
    return "." + name;
  }

  /** A key itself, as opposed to what the structure has under it. */
  static String keys() {
    return ".keys()";
  }

  // A path as deep as the limit allows would bury the reason.
  static String path(String steps) {
    return steps.length() <= 4 * LONGEST
        ? steps
        : steps.substring(0, 2 * LONGEST) + "..." + steps.substring(steps.length() - 2 * LONGEST);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
