package io.polygil.compare;

import java.util.List;

/**
 * What one sweep found.
 *
 * @param id such as {@code text-size}
 * @param title what was done
 * @param axis what was swept
 * @param lines the workloads
 * @param conclusion what follows, in a sentence or two
 */
public record SweepResult(
    String id, String title, SweepAxis axis, List<SweepLine> lines, String conclusion) {
  /** Copies the list. */
  public SweepResult {
    lines = List.copyOf(lines);
  }

  /** Whether every point ran and gave the right answer. */
  public boolean succeeded() {
    return lines.stream().flatMap(line -> line.points().stream()).allMatch(SweepPoint::hasFigures);
  }

  /** All values that a line has a point at, in order. */
  public List<Long> values() {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .map(SweepPoint::at)
        .distinct()
        .sorted()
        .toList();
  }
}
