package io.polygil;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Begins the events of flight recordings where there is a flight recorder. To register an event's
 * class takes a start as long as to read its kernels, and the JVM does so when the class is first
 * used in any way: so who asks must not be that class.
 */
final class FlightEvents {
  private FlightEvents() {}

  static @Nullable ContextCreatedEvent contextCreated() {
    return FlightRecorder.isInitialized() ? ContextCreatedEvent.begun() : null;
  }

  static @Nullable LeaseEvent lease(
      String poolName, int contextId, String leaseId, long waitedNanos) {
    return FlightRecorder.isInitialized()
        ? LeaseEvent.begun(poolName, contextId, leaseId, waitedNanos)
        : null;
  }
}
