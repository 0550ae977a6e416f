package io.polygil;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What has happened in a pool so far. Thread-safe. */
final class PoolCounters {
  private final LongAdder created = new LongAdder();
  private final LongAdder creationFailures = new LongAdder();
  private final LongAdder acquireTimeouts = new LongAdder();
  private final LongAdder runTimeouts = new LongAdder();
  private final Map<RetirementCause, LongAdder> retired = new EnumMap<>(RetirementCause.class);
  private final DurationHistogram.Recorder waits = new DurationHistogram.Recorder();
  private final DurationHistogram.Recorder uses = new DurationHistogram.Recorder();

  PoolCounters() {
    for (RetirementCause cause : RetirementCause.values()) {
      retired.put(cause, new LongAdder());
    }
  }

  void created() {
    created.increment();
  }

  void creationFailed() {
    creationFailures.increment();
  }

  void retired(RetirementCause cause) {
    counter(cause).increment();
  }

  void acquireTimedOut() {
    acquireTimeouts.increment();
  }

  void runTimedOut() {
    runTimeouts.increment();
  }

  void waited(long nanos) {
    waits.record(nanos);
  }

  void used(long nanos) {
    uses.record(nanos);
  }

  private LongAdder counter(RetirementCause cause) {
    return Objects.requireNonNull(retired.get(cause));
  }

  PoolStatistics statistics(int total, int active, int idle, int waiting, int ending, int stuck) {
    Map<RetirementCause, Long> causes = new EnumMap<>(RetirementCause.class);
    retired.forEach((cause, count) -> causes.put(cause, count.sum()));
    return new PoolStatistics(
        total,
        active,
        idle,
        waiting,
        ending,
        stuck,
        created.sum(),
        creationFailures.sum(),
        causes,
        acquireTimeouts.sum(),
        runTimeouts.sum(),
        waits.snapshot(),
        uses.snapshot());
  }
}
