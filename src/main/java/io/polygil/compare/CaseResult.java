package io.polygil.compare;

import io.polygil.measure.Measured;
import io.polygil.measure.Round;
import io.polygil.measure.Statistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row with one contender.
 *
 * @param name the row's name
 * @param kind what the contender is
 * @param contender its name, with version
 * @param documented the figure that the document has for this row, empty where it has none
 * @param outcome whether it ran
 * @param error what went wrong or is missing, where something did or is
 * @param verified whether the answers were the expected ones; null where there were none to compare
 * @param answer what it answered, where it did
 * @param measured the figures, where it was measured
 * @param threadNanos each host thread's times, one array a thread
 * @param cold its first run in a fresh process, where that was measured
 */
public record CaseResult(
    String name,
    ContenderKind kind,
    String contender,
    String documented,
    Outcome outcome,
    @Nullable String error,
    @Nullable Boolean verified,
    @Nullable String answer,
    @Nullable Measured<Answer> measured,
    List<double[]> threadNanos,
    @Nullable ColdRun cold) {

  /** Whether a row ran. */
  public enum Outcome {
    /** It ran to its end. */
    OK,
    /** It raised an exception or gave a wrong answer. */
    ERROR,
    /** Its contender, or what that needs, is not on this machine. */
    ABSENT,
    /** It took its process with it. */
    CRASHED
  }

  static CaseResult failed(Case entry, Outcome outcome, Exception e) {
    String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    return unmeasured(entry, outcome, message, null, null, null);
  }

  static CaseResult coldOnly(Case entry, ColdRun cold) {
    Answer expected = entry.row().expected();
    boolean right = cold.answer().equals(expected);
    return unmeasured(
        entry,
        right ? Outcome.OK : Outcome.ERROR,
        right ? null : difference(expected, cold.answer()),
        right,
        cold.answer().text(),
        cold);
  }

  static CaseResult of(Case entry, Measured<Answer> measured, @Nullable ColdRun cold) {
    Answer expected = entry.row().expected();
    boolean right = measured.answer().equals(expected);
    boolean coldRight = cold == null || cold.answer().equals(expected);
    String error =
        !right
            ? difference(expected, measured.answer())
            : cold != null && !coldRight
                ? "in a fresh process " + difference(expected, cold.answer())
                : null;
    return new CaseResult(
        entry.row().name(),
        entry.contender().kind(),
        entry.contender().name(),
        entry.row().documented(),
        error == null ? Outcome.OK : Outcome.ERROR,
        error,
        error == null,
        measured.answer().text(),
        measured,
        entry.threads().lastNanos(Math.toIntExact(runs(measured))),
        cold);
  }

  private static CaseResult unmeasured(
      Case entry,
      Outcome outcome,
      @Nullable String error,
      @Nullable Boolean verified,
      @Nullable String answer,
      @Nullable ColdRun cold) {
    return new CaseResult(
        entry.row().name(),
        entry.contender().kind(),
        entry.contender().name(),
        entry.row().documented(),
        outcome,
        error,
        verified,
        answer,
        null,
        List.of(),
        cold);
  }

  /** What became of it, for a person, where there are no figures to show. */
  public String outcomeText() {
    String detail = error == null ? "" : error;
    return switch (outcome) {
      case OK -> measured == null ? "answered " + answer : "right answer";
      case ERROR -> "error: " + detail;
      case ABSENT -> "absent: " + detail;
      case CRASHED -> "its process " + detail;
    };
  }

  private static String difference(Answer expected, Answer found) {
    return "expected " + expected + ", found " + found;
  }

  /** Whether there are figures to show. */
  public boolean hasFigures() {
    return outcome == Outcome.OK && measured != null;
  }

  /**
   * The figures.
   *
   * @throws IllegalStateException if there are none
   */
  public Measured<Answer> figures() {
    if (measured == null) {
      throw new IllegalStateException("Row " + name + " has no figures: " + error);
    }
    return measured;
  }

  /**
   * The statistics of its rounds.
   *
   * @throws IllegalStateException if there are no figures
   */
  public Statistics statistics() {
    return figures().statistics();
  }

  /** CPU time of one iteration, mean over all rounds, or a negative number where unknown. */
  public double cpuNanos() {
    return perIteration(figures().totalCpuNanos());
  }

  /** User time of one iteration, mean over all rounds, or a negative number where unknown. */
  public double userNanos() {
    return perIteration(figures().totalUserNanos());
  }

  private double perIteration(long totalNanos) {
    return totalNanos < 0 ? -1 : (double) totalNanos / runs(figures());
  }

  private static long runs(Measured<?> measured) {
    return measured.rounds().stream().mapToLong(Round::iterations).sum();
  }
}
