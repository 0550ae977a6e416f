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

  /**
   * The least number of letters to insert, leave out, change or swap with their neighbours: the
   * distance of optimal string alignment.
   */
  private static int distance(String written, String name) {
    String from = written.toLowerCase(Locale.ROOT);
    String to = name.toLowerCase(Locale.ROOT);
    int[][] least = new int[from.length() + 1][to.length() + 1];
    for (int row = 0; row <= from.length(); row++) {
      for (int column = 0; column <= to.length(); column++) {
        if (row == 0 || column == 0) {
          least[row][column] = row + column;
          continue;
        }
        int changed = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        least[row][column] =
            Math.min(
                least[row - 1][column - 1] + changed,
                Math.min(least[row - 1][column], least[row][column - 1]) + 1);
        if (row > 1
            && column > 1
            && from.charAt(row - 1) == to.charAt(column - 2)
            && from.charAt(row - 2) == to.charAt(column - 1)) {
          least[row][column] = Math.min(least[row][column], least[row - 2][column - 2] + 1);
        }
      }
    }
    return least[from.length()][to.length()];
  }
}
