package io.polygil;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** In a flight recording: a context was lent, from when it was taken until it was given back. */
@Name("io.polygil.Lease")
@Label("Python Lease")
@Category("Polygil")
@Description("A context was lent")
@StackTrace(false)
// The recording reads the fields.
@SuppressWarnings("UnusedVariable")
final class LeaseEvent extends Event {
  @Label("Pool")
  private String pool = "";

  @Label("Context")
  private int context;

  @Label("Lease")
  private String lease = "";

  @Label("Waited")
  @Timespan(Timespan.NANOSECONDS)
  private long waited;

  @Label("Ended")
  @Description("Why the context was ended while it was lent; empty where it was given back")
  private String ended = "";

  /** One that has begun, if it is recorded. */
  static @Nullable LeaseEvent begun(
      String poolName, int contextId, String leaseId, long waitedNanos) {
    LeaseEvent event = new LeaseEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.pool = poolName;
    event.context = contextId;
    event.lease = leaseId;
    event.waited = waitedNanos;
    event.begin();
    return event;
  }

  void commit(@Nullable RetirementCause cause) {
    ended = cause == null ? "" : cause.name();
    commit();
  }
}
