package io.polygil.compare.report;

import io.polygil.compare.CaseResult;
import io.polygil.measure.MannWhitney;
import io.polygil.measure.Round;
import io.polygil.measure.Statistics;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row with one contender between two comparisons.
 *
 * @param experiment its id
 * @param row the row's name
 * @param contender the contender's name, the later one where its version changed
 * @param outcome what can be said
 * @param oldNanos the earlier median, NaN where there is none
 * @param newNanos the later median, NaN where there is none
 * @param pValue how likely such a difference is between two series of the same times, by the
 *     Mann-Whitney U test; NaN where there are no two series
 * @param detail why nothing can be said, where that is so
 */
record Change(
    String experiment,
    String row,
    String contender,
    Outcome outcome,
    double oldNanos,
    double newNanos,
    double pValue,
    String detail) {

  enum Outcome {
    FASTER,
    SLOWER,
    /** The difference is not significant, or less than the spread. */
    NO_CHANGE,
    /** The figures cannot be told apart, or compared, for the reason in the detail. */
    UNDECIDED,
    APPEARED,
    VANISHED
  }

  static Change appeared(String experiment, CaseResult now) {
    return lone(experiment, now, Outcome.APPEARED, Double.NaN, median(now), "new row");
  }

  static Change vanished(String experiment, CaseResult old) {
    return lone(experiment, old, Outcome.VANISHED, median(old), Double.NaN, "row is gone");
  }

  static @Nullable Change between(String experiment, CaseResult old, CaseResult now) {
    if (!old.hasFigures() && !now.hasFigures()) {
      return null;
    }
    if (!old.hasFigures() || !now.hasFigures()) {
      String detail =
          old.hasFigures() ? "now " + now.outcomeText() : "earlier " + old.outcomeText();
      return undecided(experiment, old, now, Double.NaN, detail);
    }
    if (!Objects.equals(old.answer(), now.answer())) {
      return undecided(experiment, old, now, Double.NaN, "other answers: not the same work");
    }
    double[] oldRounds = rounds(old);
    double[] newRounds = rounds(now);
    double pValue = MannWhitney.pValue(oldRounds, newRounds);
    if (!MannWhitney.canBeSignificant(oldRounds.length, newRounds.length)) {
      String detail = "too few rounds: " + oldRounds.length + " and " + newRounds.length;
      return undecided(experiment, old, now, pValue, detail);
    }
    Statistics before = old.statistics();
    Statistics after = now.statistics();
    double difference = after.medianNanos() - before.medianNanos();
    // Thousands of rounds make any difference significant: it must also stand out of the spread.
    boolean changed =
        pValue < MannWhitney.SIGNIFICANT
            && Math.abs(difference) > Math.max(before.iqrNanos(), after.iqrNanos());
    Outcome outcome =
        !changed ? Outcome.NO_CHANGE : difference < 0 ? Outcome.FASTER : Outcome.SLOWER;
    return new Change(
        experiment,
        now.name(),
        now.contender(),
        outcome,
        before.medianNanos(),
        after.medianNanos(),
        pValue,
        "");
  }

  /** How many times as long it takes now. */
  double ratio() {
    return newNanos / oldNanos;
  }

  /** What can be said, in a few words. */
  String text() {
    return switch (outcome) {
      case FASTER -> String.format(Locale.ROOT, "%.2f times as fast", 1 / ratio());
      case SLOWER -> String.format(Locale.ROOT, "%.2f times as slow", ratio());
      case NO_CHANGE -> "no change";
      case UNDECIDED, APPEARED, VANISHED -> detail;
    };
  }

  private static Change undecided(
      String experiment, CaseResult old, CaseResult now, double pValue, String detail) {
    return new Change(
        experiment,
        now.name(),
        now.contender(),
        Outcome.UNDECIDED,
        median(old),
        median(now),
        pValue,
        detail);
  }

  private static Change lone(
      String experiment,
      CaseResult row,
      Outcome outcome,
      double oldNanos,
      double newNanos,
      String detail) {
    return new Change(
        experiment, row.name(), row.contender(), outcome, oldNanos, newNanos, Double.NaN, detail);
  }

  private static double median(CaseResult row) {
    return row.hasFigures() ? row.statistics().medianNanos() : Double.NaN;
  }

  private static double[] rounds(CaseResult row) {
    return row.figures().rounds().stream().mapToDouble(Round::nanosPerIteration).toArray();
  }
}
