package io.polygil.compare;

import static java.util.Collections.nCopies;

import io.polygil.measure.Workload;
import java.util.List;

/**
 * One row of an experiment.
 *
 * @param name its name in the table
 * @param contender who runs it
 * @param expected the answers, each known from elsewhere than the code that is measured
 * @param workload what is timed; gives one answer for each thread
 * @param threads the times of its host threads, where they are shown
 */
record Case(
    String name,
    String contender,
    List<Long> expected,
    Workload<List<Long>> workload,
    ThreadTimes threads) {

  /** A row whose threads are not timed one by one. */
  static Case of(
      String name, String contender, List<Long> expected, Workload<List<Long>> workload) {
    return new Case(name, contender, expected, workload, new ThreadTimes());
  }

  /** A row of works on a host thread each, all at once; every one gives the same answer. */
  static Case together(String name, String contender, long answer, List<Workload<Long>> works) {
    ThreadTimes threads = new ThreadTimes();
    return new Case(
        name, contender, nCopies(works.size(), answer), threads.together(works), threads);
  }

  /** A row of works one after the other; every one gives the same answer. */
  static Case inSequence(String name, String contender, long answer, List<Workload<Long>> works) {
    ThreadTimes threads = new ThreadTimes();
    return new Case(
        name, contender, nCopies(works.size(), answer), threads.inSequence(works), threads);
  }
}
