package io.polygil.compare;

import io.polygil.measure.MeasurePlan;
import java.util.List;

/** One experiment of a document, as data: what is claimed, who runs, how the verdict is reached. */
interface Experiment {
  /** Begins with the document's number, such as {@code 003-fibonacci}. */
  String id();

  /** What the document says, in our words. */
  String claim();

  /** How much is measured. */
  MeasurePlan plan(Effort effort);

  /** The rows, ready to run on this stage. */
  List<Case> cases(Stage stage);

  /** Rows that run once, before every other Python of the process. */
  default List<Case> coldCases(Stage stage) {
    return List.of();
  }

  /** The table of these rows, for a terminal. */
  String table(List<CaseResult> rows, Colours colours);

  /** Whether the claim held, from rows that all ran and gave the right answers. */
  Verdict verdict(Figures figures);

  /** The document's number, {@code 000} to {@code 003}. */
  default String document() {
    return id().substring(0, 3);
  }
}
