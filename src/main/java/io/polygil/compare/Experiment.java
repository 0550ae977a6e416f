package io.polygil.compare;

import io.polygil.measure.MeasurePlan;
import java.util.List;
import java.util.function.Function;

/**
 * One experiment of a document, as data.
 *
 * @param id begins with the document's number, such as {@code 003-fibonacci}
 * @param claim what the document says, in our words
 * @param plan how much is measured
 * @param rows who does what
 * @param table how its table looks
 * @param finding whether the claim held, from rows of which Polygil's all ran and gave the right
 *     answers
 * @param parallel whether the verdict needs two cores
 */
record Experiment(
    String id,
    String claim,
    MeasurePlan plan,
    List<Row> rows,
    TableKind table,
    Function<Figures, Finding> finding,
    boolean parallel) {

  Experiment {
    rows = List.copyOf(rows);
  }

  /** One whose verdict needs no second core. */
  Experiment(
      String id,
      String claim,
      MeasurePlan plan,
      List<Row> rows,
      TableKind table,
      Function<Figures, Finding> finding) {
    this(id, claim, plan, rows, table, finding, false);
  }

  /** This experiment, with a verdict that needs two cores. */
  Experiment onTwoCores() {
    return new Experiment(id, claim, plan, rows, table, finding, true);
  }

  /** The document's number, {@code 000} to {@code 003}. */
  String document() {
    return id.substring(0, 3);
  }
}
