package io.polygil;

import java.util.Map;

/**
 * A pool's state at one moment, and what has happened in it since it was built.
 *
 * @param total contexts that may be lent: {@code active + idle}
 * @param active contexts that are leased, or that the pool itself checks or resets
 * @param idle contexts that wait to be leased
 * @param waiting threads and submissions that wait for a context
 * @param ending contexts that have left the pool and are still being ended
 * @param stuck those among {@code ending} that did not end within two seconds, because a Java
 *     kernel does not return
 * @param created contexts made and warmed up
 * @param creationFailures contexts that could not be made or warmed up
 * @param retired contexts that have left the pool, by cause; every cause is there
 * @param acquireTimeouts how often nobody gave a context back in time
 * @param runTimeouts how often a run passed its time limit
 * @param waits how long each lease waited for its context
 * @param uses how long each lease had its context
 */
public record PoolStatistics(
    int total,
    int active,
    int idle,
    int waiting,
    int ending,
    int stuck,
    long created,
    long creationFailures,
    Map<RetirementCause, Long> retired,
    long acquireTimeouts,
    long runTimeouts,
    DurationHistogram waits,
    DurationHistogram uses) {

  /** Keeps a copy of the map. */
  public PoolStatistics {
    retired = Map.copyOf(retired);
  }

  /** The state now, as messages have it. */
  @Override
  public String toString() {
    String text =
        "total " + total + ", active " + active + ", idle " + idle + ", waiting " + waiting;
    if (ending > 0) {
      text += ", ending " + ending + ", stuck " + stuck;
    }
    return text;
  }
}
