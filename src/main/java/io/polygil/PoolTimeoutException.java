package io.polygil;

import java.io.Serial;
import java.time.Duration;

/** No context became free within the pool's acquire time-out. */
public final class PoolTimeoutException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  PoolTimeoutException(String pool, Duration waited, PoolStatistics statistics) {
    super(
        "Pool \""
            + pool
            + "\": no Python context became free within "
            + DurationText.of(waited)
            + " ("
            + statistics
            + "); raise maximumSize or acquireTimeout, or hold leases for less time");
  }
}
