package io.polygil.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private final FakeClock clock = new FakeClock();

  @Test
  void aSlowWorkloadRunsOncePerRound() throws Exception {
    assertThat(calibrate(100_000_000, 1)).isEqualTo(new Calibration(1, 10));
  }

  @Test
  void theLeastNumberOfRoundsWinsOverTheTime() throws Exception {
    assertThat(calibrate(10_000_000_000L, 1)).isEqualTo(new Calibration(1, 5));
  }

  @Test
  void aFastWorkloadFillsTheLeastTimeOfARound() throws Exception {
    // 1, 10 and 100 iterations of 7 us; those 0.7 ms are enough to scale up to 1 ms.
    assertThat(calibrate(7_000, 1)).isEqualTo(new Calibration(143, 1_000));
  }

  @Test
  void aCallThatWasHeldUpDoesNotStandForAll() throws Exception {
    // After the first run 5 ms, and then 0.1 ms for ever.
    TimedWorkload<Integer> workload = firstRun(100_000, 5_000_000, 100_000);

    assertThat(Calibration.of(workload, plan(), 1)).isEqualTo(new Calibration(10, 1_000));
  }

  @Test
  void aCoarseClockMakesRoundsLonger() throws Exception {
    assertThat(calibrate(7_000, 10_000_000)).isEqualTo(new Calibration(14_286, 10));
  }

  @Test
  void iterationsHaveALimit() throws Exception {
    MeasurePlan plan = plan().withMaxIterations(50);

    assertThat(Calibration.of(firstRun(7_000), plan, 1)).isEqualTo(new Calibration(50, 2_000));
  }

  @Test
  void aWorkloadThatTakesNoTimeEndsAtTheLimits() throws Exception {
    MeasurePlan plan = plan().withMaxIterations(50);

    assertThat(Calibration.of(firstRun(0), plan, 1)).isEqualTo(new Calibration(50, 2_000));
  }

  @Test
  void precisionIsTheSmallestStep() {
    Clock stepping =
        new Clock() {
          private long readings;

          @Override
          public long wallNanos() {
            readings++;
            return readings / 3 * 40;
          }

          @Override
          public long cpuNanos() {
            return UNKNOWN;
          }

          @Override
          public long userNanos() {
            return UNKNOWN;
          }
        };

    assertThat(Calibration.precisionNanos(stepping)).isEqualTo(40);
    assertThat(Calibration.precisionNanos(clock)).isEqualTo(1);
  }

  private static MeasurePlan plan() {
    return new MeasurePlan(
        WarmUpPlan.none(), 5, 2_000, Duration.ofMillis(1), Duration.ofSeconds(1), 1_000_000);
  }

  private Calibration calibrate(long nanos, long precisionNanos) throws Exception {
    return Calibration.of(firstRun(nanos), plan(), precisionNanos);
  }

  private TimedWorkload<Integer> firstRun(long... nanos) throws Exception {
    return TimedWorkload.firstRun(new NamedWorkload<>("work", clock.taking(1, nanos)), clock);
  }
}
