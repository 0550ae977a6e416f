package io.polygil.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimTest {
  private static final Claim SERIAL = Claim.serial("two", "one");

  private static double[] rounds(double... nanos) {
    return nanos;
  }

  @Test
  void aRatioBeyondTheBoundHolds() {
    Claim.Judged judged = SERIAL.judge(rounds(200, 201, 202), rounds(100, 101, 102));
    assertThat(judged.outcome()).isEqualTo(Claim.Outcome.HOLDS);
    assertThat(judged.ratio()).isBetween(1.98, 2.0);
  }

  @Test
  void aRatioOnTheOtherSideFails() {
    assertThat(SERIAL.judge(rounds(100, 101, 102), rounds(100, 101, 102)).outcome())
        .isEqualTo(Claim.Outcome.FAILS);
    assertThat(
            Claim.parallel("two", "one")
                .judge(rounds(200, 201, 202), rounds(100, 101, 102))
                .outcome())
        .isEqualTo(Claim.Outcome.FAILS);
  }

  @Test
  void aSpreadAcrossTheBoundDecidesNothing() {
    Claim.Judged judged = SERIAL.judge(rounds(120, 200, 300), rounds(100, 100, 100));
    assertThat(judged.outcome()).isEqualTo(Claim.Outcome.UNCLEAR);
    assertThat(judged.low()).isLessThan(1.5);
    assertThat(judged.high()).isGreaterThan(1.5);
  }

  @Test
  void whatSlowsBothDownAlikeDecidesNothing() {
    Claim.Judged judged = SERIAL.judge(rounds(200, 600, 1000, 210), rounds(100, 300, 500, 105));
    assertThat(judged)
        .returns(Claim.Outcome.HOLDS, Claim.Judged::outcome)
        .returns(2.0, Claim.Judged::ratio);
    // Rounds of one row that has more of them meet those of the other that were run about then.
    assertThat(SERIAL.judge(rounds(200, 200, 600, 600), rounds(100, 300)).ratio()).isEqualTo(2);
  }

  @Test
  void oneFailureDecidesAndOneDoubtLeavesItOpen() {
    Claim.Judged holds = new Claim.Judged(SERIAL, 2, 1.9, 2.1, Claim.Outcome.HOLDS);
    Claim.Judged fails = new Claim.Judged(SERIAL, 1, 0.9, 1.1, Claim.Outcome.FAILS);
    Claim.Judged open = new Claim.Judged(SERIAL, 2, 1, 3, Claim.Outcome.UNCLEAR);
    assertThat(Verdict.of(List.of(holds, holds), true, 2).outcome()).isEqualTo(Claim.Outcome.HOLDS);
    assertThat(Verdict.of(List.of(open, fails), true, 2).outcome()).isEqualTo(Claim.Outcome.FAILS);
    assertThat(Verdict.of(List.of(holds, open), true, 2))
        .returns(Claim.Outcome.UNCLEAR, Verdict::outcome)
        .returns(Verdict.Why.SPREAD, Verdict::why);
  }

  @Test
  void withoutASecondCoreNothingParallelIsDecided() {
    Claim.Judged fails = new Claim.Judged(SERIAL, 1, 0.9, 1.1, Claim.Outcome.FAILS);
    assertThat(Verdict.of(List.of(fails), true, 1.2))
        .returns(Claim.Outcome.UNCLEAR, Verdict::outcome)
        .returns(Verdict.Why.CORES, Verdict::why);
    assertThat(Verdict.of(List.of(fails), false, 1.2).outcome()).isEqualTo(Claim.Outcome.FAILS);
  }
}
