package io.polygil.compare;

import java.util.List;
import java.util.Optional;

/**
 * One workload at all values of what is swept: a line of the chart.
 *
 * @param name what works
 * @param points in the order of their values
 * @param ending why it ends before the others do, or empty
 */
public record SweepLine(String name, List<SweepPoint> points, String ending) {
  /** Copies the list. */
  public SweepLine {
    points = List.copyOf(points);
  }

  /** Those points that have figures. */
  public List<SweepPoint> measured() {
    return points.stream().filter(SweepPoint::hasFigures).toList();
  }

  /** The point at a value, if it was got to. */
  public Optional<SweepPoint> at(long value) {
    return points.stream().filter(point -> point.at() == value).findFirst();
  }

  /** How many threads, bytes or steps were done in a second, by the median. */
  public static double perSecond(SweepPoint point) {
    return point.at() * 1e9 / point.statistics().medianNanos();
  }

  /** How many times as much was done in a second as at the first value that was measured. */
  public double speedUp(SweepPoint point) {
    return perSecond(point) / perSecond(measured().getFirst());
  }
}
