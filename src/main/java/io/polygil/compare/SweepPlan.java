package io.polygil.compare;

import io.polygil.measure.MeasurePlan;
import io.polygil.measure.WarmUpPlan;
import io.polygil.measure.Workload;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * One sweep, as data.
 *
 * @param values of what is swept, in order
 * @param obstacle why a value cannot be measured on this machine, or an empty text
 * @param longest a workload that would take longer than this at the next value ends before it
 * @param settling how long each line warms up before its first point
 * @param measure how much is measured at each point
 * @param conclusion what follows from the lines, if no point failed
 */
record SweepPlan(
    String id,
    String title,
    SweepAxis axis,
    List<Long> values,
    LongFunction<String> obstacle,
    Duration longest,
    WarmUpPlan settling,
    MeasurePlan measure,
    List<Line> lines,
    Function<List<SweepLine>, String> conclusion) {

  /**
   * A workload.
   *
   * @param preparation makes it ready to run at a value
   * @param expected what it must answer there
   */
  record Line(String name, Preparation preparation, LongFunction<Answer> expected) {}

  /** How a workload is made ready. */
  interface Preparation {
    Workload<Answer> at(Stage stage, long value);
  }
}
