package io.polygil;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

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

  /** One that has begun. */
  static ContextCreatedEvent begun() {
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
