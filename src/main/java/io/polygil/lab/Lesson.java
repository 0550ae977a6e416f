package io.polygil.lab;

import io.polygil.measure.MeasurePlan;
import java.util.List;

/**
 * One lesson: an experiment as data. Its title and its sentences are the page's texts, under the
 * lesson's number.
 *
 * @param number from 1, in the order in which they are taught
 * @param document the document that the experiment is from
 * @param program the modules of Python that are shown
 * @param rows what is measured
 * @param claims what of the figures decides whether the document's claim held
 * @param plan how much is measured
 * @param parallel whether the verdict needs two cores
 * @param extra what the page shows beside the table
 */
record Lesson(
    int number,
    String document,
    List<String> program,
    List<LessonRow> rows,
    List<Claim> claims,
    MeasurePlan plan,
    boolean parallel,
    Extra extra) {

  /** What a lesson shows beside its table and its bars. */
  enum Extra {
    NONE,
    /** The image before and after. */
    PICTURE,
    /** The wrong program and the right one, with what each says. */
    SIDES,
    /** Throughput by the number of contexts. */
    CURVE
  }

  Lesson {
    program = List.copyOf(program);
    rows = List.copyOf(rows);
    claims = List.copyOf(claims);
  }
}
