package io.polygil.compare;

import java.time.Instant;
import java.util.List;

/**
 * What a comparison found.
 *
 * @param taken when it began, to the second
 * @param effort how much was measured
 * @param environment what the figures depend on
 * @param experiments one result for each experiment that ran
 * @param sweeps one result for each sweep that ran
 */
public record ComparisonResult(
    Instant taken,
    Effort effort,
    Environment environment,
    List<ExperimentResult> experiments,
    List<SweepResult> sweeps) {

  /** Whether every row ran and gave the right answer; a claim that does not hold is no failure. */
  public boolean succeeded() {
    return experiments.stream().allMatch(ExperimentResult::succeeded)
        && sweeps.stream().allMatch(SweepResult::succeeded);
  }
}
