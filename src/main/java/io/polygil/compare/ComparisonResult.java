package io.polygil.compare;

import java.util.List;

/**
 * What a comparison found.
 *
 * @param environment what the figures depend on
 * @param experiments one result for each experiment that ran
 */
public record ComparisonResult(Environment environment, List<ExperimentResult> experiments) {

  /** Whether every row ran and gave the right answer; a claim that does not hold is no failure. */
  public boolean succeeded() {
    return experiments.stream().allMatch(ExperimentResult::succeeded);
  }
}
