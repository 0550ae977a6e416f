package io.polygil.lab;

import io.polygil.compare.Answer;
import io.polygil.measure.Workload;

/** A row's work, which tells when it is run first: a measurement runs it many times. */
final class FirstRun implements Workload<Answer> {
  private final Workload<Answer> work;
  private final Runnable first;
  private final Runnable later;
  private boolean begun;

  /**
   * @param first done before the first run
   * @param later done before each other one
   */
  FirstRun(Workload<Answer> work, Runnable first, Runnable later) {
    this.work = work;
    this.first = first;
    this.later = later;
  }

  @Override
  public Answer run() throws Exception {
    (begun ? later : first).run();
    begun = true;
    return work.run();
  }
}
