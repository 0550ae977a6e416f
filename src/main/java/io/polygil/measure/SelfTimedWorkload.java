package io.polygil.measure;

/**
 * Work that is timed where it is done, such as in another process: the way there and back is not in
 * its figures.
 *
 * @param <T> what the work answers; compared with {@link java.util.Objects#deepEquals}
 */
public interface SelfTimedWorkload<T> extends Workload<T> {

  /**
   * Does the work several times.
   *
   * @param iterations how often, at least 1
   * @return the last answer, never null, and the times of all iterations together
   * @throws Exception whatever the work throws; it ends the measurement and reaches its caller
   */
  Timed<T> run(int iterations) throws Exception;

  @Override
  default T run() throws Exception {
    return run(1).answer();
  }

  /**
   * A round with what it answered.
   *
   * @param answer the answer of its last iteration
   * @param round its times
   * @param <T> what the work answers
   */
  record Timed<T>(T answer, Round round) {}
}
