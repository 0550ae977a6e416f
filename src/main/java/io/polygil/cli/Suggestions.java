package io.polygil.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote a name that does not exist. */
final class Suggestions {
  private Suggestions() {}

  /**
   * The end of an error's sentence: the name that is most like it, if one is, and all there are.
   */
  static String text(String written, List<String> names) {
    String all = "there are " + String.join(", ", names);
    return meant(written, names)
        .map(name -> "; did you mean " + name + "? Otherwise " + all)
        .orElse("; " + all);
  }

  /** The same for names that are too many to be told: nothing where none is like it. */
  static String shortText(String written, Collection<String> names) {
    return meant(written, names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  private static Optional<String> meant(String written, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(written, name)))
        .filter(name -> distance(written, name) <= Math.max(1, name.length() / 3));
  }

  /** The least number of letters to insert, leave out or change: Levenshtein's distance. */
  private static int distance(String written, String name) {
    String from = written.toLowerCase(Locale.ROOT);
    String to = name.toLowerCase(Locale.ROOT);
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] here = new int[to.length() + 1];
      here[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int changed = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        here[column] =
            Math.min(above[column - 1] + changed, Math.min(above[column], here[column - 1]) + 1);
      }
      above = here;
    }
    return above[to.length()];
  }
}
