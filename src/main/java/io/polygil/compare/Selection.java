package io.polygil.compare;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Picks by the ids that a user gives. */
final class Selection {
  private Selection() {}

  /**
   * Those whose ids these are, or begin with one of these; all if there are none.
   *
   * @param what what they are, for the message
   * @throws IllegalArgumentException if one of them is the beginning of no id
   */
  static <T> List<T> of(List<T> all, Function<T, String> id, String what, Set<String> only) {
    for (String wanted : only) {
      if (wanted.isEmpty() || all.stream().noneMatch(each -> id.apply(each).startsWith(wanted))) {
        throw new IllegalArgumentException(
            "there is no %s \"%s\"; there are %s"
                .formatted(what, wanted, String.join(", ", all.stream().map(id).toList())));
      }
    }
    return only.isEmpty()
        ? all
        : all.stream()
            .filter(each -> only.stream().anyMatch(wanted -> id.apply(each).startsWith(wanted)))
            .toList();
  }
}
