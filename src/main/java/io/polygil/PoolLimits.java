package io.polygil;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many contexts a pool has and for how long. A duration that is null sets no limit.
 *
 * @param minimumIdle contexts kept ready
 * @param maximumSize contexts that may be lent
 * @param maximumStuck contexts that do not end, yet are replaced
 * @param maximumUses leases after which a context is replaced
 * @param maximumLifetime age after which it is replaced
 * @param idleTimeout idle time after which one beyond {@code minimumIdle} is ended
 * @param keepAlive idle time after which it is checked
 * @param reset whether contexts are put back to their first state between leases
 */
record PoolLimits(
    int minimumIdle,
    int maximumSize,
    int maximumStuck,
    int maximumUses,
    @Nullable Duration maximumLifetime,
    @Nullable Duration idleTimeout,
    @Nullable Duration keepAlive,
    Reset reset) {

  enum Reset {
    BETWEEN_LEASES,
    NEVER
  }
}
