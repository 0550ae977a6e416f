package io.polygil.compare;

import java.util.EnumMap;
import java.util.Map;

/**
 * One row of an experiment: what is done, what must come out, and who does it how.
 *
 * @param name its name in the table
 * @param expected the answer, known from elsewhere than the code that is measured
 * @param works how each kind of contender does it; others take no part
 * @param documented the figure that the document has for it, empty where it has none
 * @param cold whether its first run in a fresh process is measured too
 */
record Row(
    String name, Answer expected, Map<ContenderKind, Work> works, String documented, boolean cold) {

  Row {
    works = Map.copyOf(works);
  }

  static Row of(String name, Object expected) {
    return new Row(name, Answer.of(String.valueOf(expected)), Map.of(), "", false);
  }

  /** This row, done so by these. */
  Row on(Work work, ContenderKind... kinds) {
    Map<ContenderKind, Work> more = new EnumMap<>(ContenderKind.class);
    more.putAll(works);
    for (ContenderKind kind : kinds) {
      more.put(kind, work);
    }
    return new Row(name, expected, more, documented, cold);
  }

  /** This row, with the document's own figure. */
  Row documented(String figure) {
    return new Row(name, expected, works, figure, cold);
  }

  /** This row, with its first run in a fresh process. */
  Row withCold() {
    return new Row(name, expected, works, documented, true);
  }
}
