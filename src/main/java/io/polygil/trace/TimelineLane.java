package io.polygil.trace;

import java.util.List;

/**
 * What one thread did in one context, from the timeline's beginning to its end.
 *
 * @param context the context's number, from 1; 0 where the recording does not tell contexts apart
 * @param thread the Java thread's identifier
 * @param name the thread's name
 * @param segments one after the other, without gaps
 */
public record TimelineLane(int context, long thread, String name, List<Segment> segments) {
  /** Copies the list. */
  public TimelineLane {
    segments = List.copyOf(segments);
  }

  /** How long the thread was in a state, in nanoseconds. */
  public long nanos(GilState state) {
    return segments.stream()
        .filter(segment -> segment.state() == state)
        .mapToLong(Segment::nanos)
        .sum();
  }
}
