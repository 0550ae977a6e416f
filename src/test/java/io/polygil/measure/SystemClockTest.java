package io.polygil.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SystemClockTest {

  @Test
  void userTimeIsThe14thFieldInTicksOf10Milliseconds() {
    String status = "4242 (java) S 1 4242 4242 0 -1 4194304 9 0 0 0 314 15 0 0 20 0 31 0 99";

    assertThat(SystemClock.userNanosOf(status)).isEqualTo(3_140_000_000L);
  }

  @Test
  void theCommandMayHoldBlanksAndBrackets() {
    String status = "4242 (my (odd) app) S 1 4242 4242 0 -1 4194304 9 0 0 0 7 15 0 0 20";

    assertThat(SystemClock.userNanosOf(status)).isEqualTo(70_000_000);
  }

  @Test
  void aStatusThatIsNotUnderstoodGivesUnknown() {
    assertThat(SystemClock.userNanosOf("")).isEqualTo(Clock.UNKNOWN);
    assertThat(SystemClock.userNanosOf("1 (a) S 1 2")).isEqualTo(Clock.UNKNOWN);
    assertThat(SystemClock.userNanosOf("1 (a) S 1 1 1 0 -1 0 9 0 0 0 x 15 0"))
        .isEqualTo(Clock.UNKNOWN);
  }

  @Test
  void noReadingGoesBackwards() {
    Clock clock = Clock.system();
    long wallNanos = clock.wallNanos();
    long cpuNanos = clock.cpuNanos();
    long userNanos = clock.userNanos();

    assertThat(clock.wallNanos()).isGreaterThanOrEqualTo(wallNanos);
    assertThat(clock.cpuNanos()).isGreaterThanOrEqualTo(cpuNanos);
    assertThat(clock.userNanos()).isGreaterThanOrEqualTo(userNanos);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void linuxKnowsCpuAndUserTime() {
    assertThat(Clock.system().cpuNanos()).isNotNegative();
    assertThat(Clock.system().userNanos()).isNotNegative();
  }
}
