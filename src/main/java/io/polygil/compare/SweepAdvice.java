package io.polygil.compare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What follows from a sweep. */
final class SweepAdvice {
  /** A size whose throughput is this share of the best is as good as the best. */
  private static final double AS_GOOD = 0.95;

  private SweepAdvice() {}

  /** The smallest value whose throughput is within 5 % of the line's best. */
  static SweepPoint smallestAsGood(SweepLine line) {
    double best = line.measured().stream().mapToDouble(SweepLine::perSecond).max().orElseThrow();
    return line.measured().stream()
        .filter(point -> SweepLine.perSecond(point) >= AS_GOOD * best)
        .findFirst()
        .orElseThrow();
  }

  /** The advised pool size, and what the other ways to use threads gain. */
  static String poolSize(List<SweepLine> lines) {
    SweepLine contexts =
        lines.stream()
            .filter(line -> line.name().equals(Sweeps.CONTEXTS))
            .findFirst()
            .orElseThrow();
    SweepPoint advised = smallestAsGood(contexts);
    String others =
        lines.stream()
            .filter(line -> !line.equals(contexts))
            .map(line -> {
              SweepPoint point = smallestAsGood(line);
              return String.format(
                  Locale.ROOT,
                  "%s %.2f times at %s",
                  line.name(),
                  line.speedUp(point),
                  threads(point.at()));
            })
            .collect(Collectors.joining("; "));
    boolean unstable = contexts.measured().stream().anyMatch(p -> p.statistics().unstable());
    return String.format(
        Locale.ROOT,
        "Advised pool size: %d. With so many contexts Python did %.2f times the work of one in the"
            + " same time, and more contexts gain less than 5 %%. The others' throughput: %s.%s",
        advised.at(),
        contexts.speedUp(advised),
        others,
        unstable
            ? " The rounds differ too much to rely on that: sweep again on a quiet machine."
            : "");
  }

  private static String threads(long count) {
    return count == 1 ? "1 thread" : count + " threads";
  }

  private static String number(double value) {
    return value >= 1e9
        ? String.format(Locale.ROOT, "%.3g billion", value / 1e9)
        : value >= 1e6
            ? String.format(Locale.ROOT, "%.3g million", value / 1e6)
            : String.format(Locale.ROOT, "%,.0f", value);
  }

  /** What each line got done in a second at its largest value. */
  static String largest(List<SweepLine> lines, SweepAxis axis, String did, String unit) {
    return lines.stream()
        .filter(line -> !line.measured().isEmpty())
        .map(line -> {
          SweepPoint last = line.measured().getLast();
          return String.format(
              Locale.ROOT,
              "%s %s %s %s a second at %s",
              line.name(),
              did,
              number(SweepLine.perSecond(last)),
              unit,
              axis.text(last.at()));
        })
        .collect(Collectors.joining("; ", "", "."));
  }
}
