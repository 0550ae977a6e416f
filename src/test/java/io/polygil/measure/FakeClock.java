package io.polygil.measure;

import java.util.ArrayDeque;
import java.util.Deque;

/** A clock that moves only when told to. CPU time passes twice as fast as wall time. */
final class FakeClock implements Clock {

  private long nowNanos = 1_000;
  private boolean cpuKnown = true;

  @Override
  public long wallNanos() {
    return nowNanos;
  }

  @Override
  public long cpuNanos() {
    return cpuKnown ? 2 * nowNanos : UNKNOWN;
  }

  @Override
  public long userNanos() {
    return cpuKnown ? nowNanos : UNKNOWN;
  }

  void forgetCpu() {
    cpuKnown = false;
  }

  void advance(long nanos) {
    nowNanos += nanos;
  }

  /** A workload that takes the given times, one after the other, the last of them for ever. */
  <T> Workload<T> taking(T answer, long... nanos) {
    Deque<Long> coming = new ArrayDeque<>();
    for (long each : nanos) {
      coming.add(each);
    }
    return () -> {
      advance(coming.size() > 1 ? coming.remove() : coming.element());
      return answer;
    };
  }
}
