package io.polygil;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** In a flight recording: a context was made; its duration leaves the warm-up out. */
@Name("io.polygil.ContextCreated")
@Label("Python Context Created")
@Category("Polygil")
@Description("A context was made")
@StackTrace(false)
// The recording reads the fields.
@SuppressWarnings("UnusedVariable")
final class ContextCreatedEvent extends Event {
  @Label("Pool")
  private String pool = "";

  @Label("Context")
  private int context;

  /**
   * One that has begun, if there is a flight recorder: to register a class of events takes time.
   */
  static @Nullable ContextCreatedEvent begun() {
    if (!FlightRecorder.isInitialized()) {
      return null;
    }
    ContextCreatedEvent event = new ContextCreatedEvent();
    event.begin();
    return event;
  }

  void commit(String poolName, int contextId) {
    pool = poolName;
    context = contextId;
    commit();
  }
}
