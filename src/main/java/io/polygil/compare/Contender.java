package io.polygil.compare;

import io.polygil.measure.Workload;

/** Somebody who can run rows. Used by one thread at a time. */
interface Contender extends AutoCloseable {
  ContenderKind kind();

  /** With its version, such as {@code CPython 3.14.0}. */
  String name();

  /**
   * Makes a row ready to run.
   *
   * @throws AbsentException if it has not what the row needs; the message says what that is
   */
  Prepared prepare(Row row) throws AbsentException;

  /**
   * Runs a row once in a fresh process.
   *
   * @throws CrashedException if that process ended before it answered
   */
  ColdRun cold(Experiment experiment, Row row)
      throws AbsentException, CrashedException, InterruptedException;

  @Override
  void close();

  /** Work ready to run, and the times of its host threads where it has any. */
  record Prepared(Workload<Answer> workload, ThreadTimes threads) {
    static Prepared of(Workload<Answer> workload) {
      return new Prepared(workload, new ThreadTimes());
    }
  }
}
