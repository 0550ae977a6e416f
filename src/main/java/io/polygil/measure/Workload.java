package io.polygil.measure;

/**
 * Work to be measured. It is run many times and must give an equal answer every time.
 *
 * @param <T> what the work answers; compared with {@link java.util.Objects#deepEquals}
 */
@FunctionalInterface
public interface Workload<T> {

  /**
   * Does the work once.
   *
   * @return the answer, never null
   * @throws Exception whatever the work throws; it ends the measurement and reaches its caller
   */
  T run() throws Exception;
}
