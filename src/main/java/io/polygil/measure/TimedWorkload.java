package io.polygil.measure;

import java.util.Objects;

/** A workload that has run once, timed round by round, its answers checked against the first. */
final class TimedWorkload<T> {

  private final String name;
  private final Workload<T> workload;
  private final Clock clock;
  private final T answer;
  private final long firstRunNanos;

  // Every iteration's answer goes here, and volatile, lest the compiler leave out the iterations
  // whose answers nobody would read.
  private volatile T latest;

  private TimedWorkload(
      String name, Workload<T> workload, Clock clock, T answer, long firstRunNanos) {
    this.name = name;
    this.workload = workload;
    this.clock = clock;
    this.answer = answer;
    this.firstRunNanos = firstRunNanos;
    this.latest = answer;
  }

  static <T> TimedWorkload<T> firstRun(NamedWorkload<T> named, Clock clock) throws Exception {
    T answer;
    long nanos;
    if (named.workload() instanceof SelfTimedWorkload<T> elsewhere) {
      SelfTimedWorkload.Timed<T> timed = elsewhere.run(1);
      answer = timed.answer();
      nanos = timed.round().wallNanos();
    } else {
      long start = clock.wallNanos();
      answer = named.workload().run();
      nanos = clock.wallNanos() - start;
    }
    Objects.requireNonNull(answer, () -> named.name() + ": the answer is null");
    return new TimedWorkload<>(named.name(), named.workload(), clock, answer, nanos);
  }

  String name() {
    return name;
  }

  T answer() {
    return answer;
  }

  long firstRunNanos() {
    return firstRunNanos;
  }

  /**
   * Runs and times one round, then checks its last answer.
   *
   * @param where what to call the round should its answer have changed
   */
  Round round(int iterations, String where) throws Exception {
    if (Thread.interrupted()) {
      throw new InterruptedException(name + ": interrupted before " + where);
    }
    Round round =
        workload instanceof SelfTimedWorkload<T> elsewhere
            ? timedElsewhere(elsewhere, iterations)
            : timedHere(iterations);
    T last = latest;
    if (!Objects.deepEquals(answer, last)) {
      throw AnswerChangedException.of(name, answer, last, where);
    }
    return round;
  }

  private Round timedElsewhere(SelfTimedWorkload<T> elsewhere, int iterations) throws Exception {
    SelfTimedWorkload.Timed<T> timed = elsewhere.run(iterations);
    latest = timed.answer();
    return timed.round();
  }

  private Round timedHere(int iterations) throws Exception {
    // Reading CPU times is slow, so these readings lie outside those of the wall time.
    long cpuStart = clock.cpuNanos();
    long userStart = clock.userNanos();
    long wallStart = clock.wallNanos();
    for (int i = 0; i < iterations; i++) {
      latest = workload.run();
    }
    long wallEnd = clock.wallNanos();
    long userEnd = clock.userNanos();
    long cpuEnd = clock.cpuNanos();
    return new Round(
        iterations,
        wallEnd - wallStart,
        difference(cpuStart, cpuEnd),
        difference(userStart, userEnd));
  }

  private static long difference(long start, long end) {
    return start < 0 || end < 0 ? Clock.UNKNOWN : end - start;
  }
}
