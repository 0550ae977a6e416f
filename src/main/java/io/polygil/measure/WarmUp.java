package io.polygil.measure;

import io.polygil.measure.Progress.Phase;
import io.polygil.measure.WarmUpCurve.Ending;
import java.util.ArrayList;
import java.util.List;

/** Runs a workload until its times stop falling. */
final class WarmUp {

  /**
   * Rounds shorter than this get twice the iterations next time: one call of a microsecond is
   * mostly noise, and a compiler needs thousands of such calls before it takes notice.
   */
  private static final long ROUND_NANOS = 10_000_000;

  private final WarmUpPlan plan;
  private final int maxIterations;
  private final Progress progress;

  WarmUp(WarmUpPlan plan, int maxIterations, Progress progress) {
    this.plan = plan;
    this.maxIterations = maxIterations;
    this.progress = progress;
  }

  WarmUpCurve run(TimedWorkload<?> workload) throws Exception {
    List<Long> curveNanos = new ArrayList<>();
    long budgetNanos = plan.budget().toNanos();
    long steadyNanos = plan.steadyTime().toNanos();
    long elapsedNanos = 0;
    // The fastest round moves only by improvements beyond the tolerance. Were it to follow every
    // small one, a slow steady fall would pass for steadiness.
    double fastestNanos = Double.POSITIVE_INFINITY;
    int roundsSinceFastest = 0;
    long nanosSinceFastest = 0;
    int iterations = 1;
    while (true) {
      if (curveNanos.size() >= plan.minRounds()
          && roundsSinceFastest >= plan.steadyRounds()
          && nanosSinceFastest >= steadyNanos) {
        return new WarmUpCurve(curveNanos, Ending.STEADY);
      }
      if (elapsedNanos >= budgetNanos) {
        return new WarmUpCurve(curveNanos, Ending.TIME_LIMIT);
      }
      if (curveNanos.size() >= plan.maxRounds()) {
        return new WarmUpCurve(curveNanos, Ending.ROUND_LIMIT);
      }
      Round round = workload.round(iterations, "warm-up round " + (curveNanos.size() + 1));
      curveNanos.add(Math.round(round.nanosPerIteration()));
      elapsedNanos += round.wallNanos();
      if (round.nanosPerIteration() < fastestNanos * (1 - plan.tolerance())) {
        fastestNanos = round.nanosPerIteration();
        roundsSinceFastest = 0;
        nanosSinceFastest = 0;
      } else {
        roundsSinceFastest++;
        nanosSinceFastest += round.wallNanos();
      }
      if (round.wallNanos() < ROUND_NANOS) {
        iterations = (int) Math.min(maxIterations, 2L * iterations);
      }
      progress.round(workload.name(), Phase.WARM_UP, curveNanos.size(), plan.maxRounds());
    }
  }
}
