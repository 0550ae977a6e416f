package io.polygil;

/**
 * A pool's state at one moment.
 *
 * @param total contexts that exist
 * @param active contexts that are leased
 * @param idle contexts that wait to be leased
 * @param waiting threads that wait for a context
 */
public record PoolStatistics(int total, int active, int idle, int waiting) {
  @Override
  public String toString() {
    return "total " + total + ", active " + active + ", idle " + idle + ", waiting " + waiting;
  }
}
