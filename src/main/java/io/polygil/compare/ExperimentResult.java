package io.polygil.compare;

import java.util.List;

/**
 * One experiment's outcome.
 *
 * @param id the experiment's id
 * @param document the document's number
 * @param claim what the document says
 * @param verdict whether it held
 * @param cases the rows
 */
public record ExperimentResult(
    String id, String document, String claim, Verdict verdict, List<CaseResult> cases) {

  /** Whether every row ran and gave the right answer. */
  public boolean succeeded() {
    return cases.stream().allMatch(row -> row.outcome() != CaseResult.Outcome.ERROR);
  }
}
