package io.polygil.compare;

import io.polygil.measure.NamedWorkload;
import io.polygil.measure.Workload;

/** A row and one contender who is ready to run it. */
record Case(Row row, Contender contender, Workload<Answer> workload, ThreadTimes threads) {
  /**
   * @throws AbsentException if the contender lacks what the row needs
   */
  static Case of(Row row, Contender contender) throws AbsentException {
    Contender.Prepared prepared = contender.prepare(row);
    return new Case(row, contender, prepared.workload(), prepared.threads());
  }

  /** One whose work is not there to be measured. */
  static Case unready(Row row, Contender contender) {
    return new Case(
        row,
        contender,
        () -> {
          throw new IllegalStateException(contender.name() + " has not prepared " + row.name());
        },
        new ThreadTimes());
  }

  NamedWorkload<Answer> named() {
    return new NamedWorkload<>(row.name() + ", " + contender.name(), workload);
  }
}
