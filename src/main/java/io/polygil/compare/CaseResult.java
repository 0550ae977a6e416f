package io.polygil.compare;

import io.polygil.measure.Measured;
import io.polygil.measure.Round;
import io.polygil.measure.Statistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row.
 *
 * @param name the row's name
 * @param contender who ran it
 * @param outcome whether it ran
 * @param error what went wrong, where something did
 * @param verified whether the answers were the expected ones; null where there were none to compare
 * @param measured the figures, where it ran
 * @param threadNanos each host thread's times, one array a thread
 */
public record CaseResult(
    String name,
    String contender,
    Outcome outcome,
    @Nullable String error,
    @Nullable Boolean verified,
    @Nullable Measured<List<Long>> measured,
    List<double[]> threadNanos) {

  /** Whether a row ran. */
  public enum Outcome {
    /** It ran to its end. */
    OK,
    /** It raised an exception or gave a wrong answer. */
    ERROR,
    /** Its contender is not on this machine. */
    ABSENT,
    /** It took its process with it. */
    CRASHED
  }

  static CaseResult failed(Case row, Exception e) {
    String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    return new CaseResult(
        row.name(), row.contender(), Outcome.ERROR, message, null, null, List.of());
  }

  static CaseResult of(Case row, Measured<List<Long>> measured) {
    boolean right = measured.answer().equals(row.expected());
    return new CaseResult(
        row.name(),
        row.contender(),
        right ? Outcome.OK : Outcome.ERROR,
        right ? null : "expected " + row.expected() + ", found " + measured.answer(),
        right,
        measured,
        row.threads().lastNanos(Math.toIntExact(runs(measured))));
  }

  Measured<List<Long>> figures() {
    if (measured == null) {
      throw new IllegalStateException("Row " + name + " has no figures: " + error);
    }
    return measured;
  }

  Statistics statistics() {
    return figures().statistics();
  }

  /** CPU time of one iteration, mean over all rounds, or a negative number where unknown. */
  double cpuNanos() {
    return perIteration(figures().totalCpuNanos());
  }

  /** User time of one iteration, mean over all rounds, or a negative number where unknown. */
  double userNanos() {
    return perIteration(figures().totalUserNanos());
  }

  private double perIteration(long totalNanos) {
    return totalNanos < 0 ? -1 : (double) totalNanos / runs(figures());
  }

  private static long runs(Measured<?> measured) {
    return measured.rounds().stream().mapToLong(Round::iterations).sum();
  }
}
