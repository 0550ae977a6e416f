package io.polygil;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes {@link PoolLimits} for tests: two contexts, and no other limit unless it is set. */
final class Limits {
  private int minimumIdle;
  private int maximumSize = 2;
  private int maximumStuck = 1;
  private int maximumUses = Integer.MAX_VALUE;
  private @Nullable Duration maximumLifetime;
  private @Nullable Duration idleTimeout;
  private @Nullable Duration keepAlive;
  private PoolLimits.Reset reset = PoolLimits.Reset.NEVER;

  Limits minimumIdle(int contexts) {
    minimumIdle = contexts;
    return this;
  }

  Limits maximumSize(int contexts) {
    maximumSize = contexts;
    return this;
  }

  Limits maximumStuck(int contexts) {
    maximumStuck = contexts;
    return this;
  }

  Limits maximumUses(int leases) {
    maximumUses = leases;
    return this;
  }

  Limits maximumLifetime(Duration lifetime) {
    maximumLifetime = lifetime;
    return this;
  }

  Limits idleTimeout(Duration timeout) {
    idleTimeout = timeout;
    return this;
  }

  Limits keepAlive(Duration interval) {
    keepAlive = interval;
    return this;
  }

  Limits reset() {
    reset = PoolLimits.Reset.BETWEEN_LEASES;
    return this;
  }

  PoolLimits get() {
    return new PoolLimits(
        minimumIdle,
        maximumSize,
        maximumStuck,
        maximumUses,
        maximumLifetime,
        idleTimeout,
        keepAlive,
        reset);
  }
}
