package io.polygil.lab;

import io.polygil.compare.Answer;
import io.polygil.measure.Workload;

/**
 * A row of a lesson.
 *
 * @param id its name; the page has a text for it
 * @param expected the answer, known from elsewhere than the code that is measured
 * @param preparation makes it ready to run
 * @param documented the document's own figures for it, empty where it has none
 */
record LessonRow(String id, String expected, Preparation preparation, String documented) {
  /** Makes a row's work ready in the contexts of a run. */
  @FunctionalInterface
  interface Preparation {
    Workload<Answer> prepare(LessonStage stage);
  }

  static LessonRow of(String id, Object expected, Preparation preparation) {
    return new LessonRow(id, String.valueOf(expected), preparation, "");
  }

  LessonRow documented(String figure) {
    return new LessonRow(id, expected, preparation, figure);
  }
}
