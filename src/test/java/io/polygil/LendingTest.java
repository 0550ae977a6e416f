package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lendings and runs, without Python in them. */
@Timeout(20)
class LendingTest {
  @BeforeAll
  static void startPython() {
    LendingRig.startPython();
  }

  @Test
  void theLastUserGivesTheContextBack() {
    try (LendingRig rig = new LendingRig(1, _ -> {})) {
      Lending lending = rig.take();
      assertThat(lending.id()).isEqualTo("1.1");
      assertThat(lending.retain()).isTrue();
      lending.drop();
      assertThat(lending.isOver()).isFalse();
      assertThat(rig.lendings.tryTake()).isNull();
      lending.drop();
      assertThat(lending.isOver()).isTrue();
      assertThat(lending.retain()).isFalse();
      assertThat(rig.take().id()).isEqualTo("1.2");
    }
  }

  @Test
  void endingALendingTakesTheContextAwayOnce() {
    try (LendingRig rig = new LendingRig(1, _ -> {})) {
      Lending lending = rig.take();
      lending.end(RetirementCause.CANCELLED);
      lending.end(RetirementCause.TIMED_OUT);
      assertThat(lending.isOver()).isTrue();
      assertThat(lending.context().cause()).isEqualTo(RetirementCause.CANCELLED);
      lending.drop();
      assertThat(rig.take().id()).isEqualTo("2.1");
    }
  }

  private static void write(Lending lending, byte[] text) {
    try {
      lending.context().context().out().write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aWaitForEverLeavesNothingBehindInTheQueue() {
    try (LendingRig rig = new LendingRig(1, _ -> {})) {
      Lending lending = rig.lendings.take(Duration.ofSeconds(Long.MAX_VALUE));
      assertThat(rig.pool.statistics()).hasToString("total 1, active 1, idle 0, waiting 0");
      lending.drop();
    }
  }

  @Test
  void whoGetsNoneInTimeLeavesTheQueue() {
    try (LendingRig rig = new LendingRig(1, _ -> {})) {
      Lending lending = rig.take();
      assertThatThrownBy(() -> rig.lendings.take(Duration.ofMillis(1)))
          .isInstanceOf(PoolTimeoutException.class)
          .hasMessageContaining("no Python context became free within 1 ms")
          .hasMessageContaining("total 1, active 1, idle 0, waiting 1");
      assertThat(rig.pool.statistics().waiting()).isZero();
      assertThat(rig.pool.statistics().acquireTimeouts()).isEqualTo(1);
      lending.drop();
    }
  }

  @Test
  void whoIsInterruptedLeavesTheQueueAndStaysInterrupted() {
    try (LendingRig rig = new LendingRig(1, _ -> {})) {
      Lending lending = rig.take();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> rig.lendings.take(Duration.ofSeconds(10)))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(rig.pool.statistics().waiting()).isZero();
      lending.drop();
    }
  }

  /** A cancel or a deadline that is decided just before a run ends, and acts just after. */
  @Test
  void endingALendingThatIsOverLeavesTheNextOneAlone() {
    try (LendingRig rig = new LendingRig(1, _ -> {})) {
      Lending first = rig.take();
      first.drop();
      Lending second = rig.take();
      assertThat(second.context()).isSameAs(first.context());
      first.end(RetirementCause.CANCELLED);
      assertThat(second.isOver()).isFalse();
      String result = second.run(_ -> "ran");
      assertThat(result).isEqualTo("ran");
      second.drop();
      assertThat(rig.pool.statistics()).hasToString("total 1, active 0, idle 1, waiting 0");
    }
  }

  @Test
  void aContextGoesBackThoughItsOutputIsRefused() {
    try (LendingRig rig =
        new LendingRig(
            1,
            _ -> {
              throw new AssertionError("unexpected line");
            })) {
      Lending lending = rig.take();
      byte[] text = "a line without an end".getBytes(StandardCharsets.UTF_8);
      write(lending, text);
      assertThatThrownBy(lending::drop).isInstanceOf(AssertionError.class);
      assertThat(rig.pool.statistics()).hasToString("total 1, active 0, idle 1, waiting 0");
    }
  }

  @Test
  void aRunThatComesAfterTheClockHasStoppedSaysThatThePoolWasClosed() {
    try (LendingRig rig = new LendingRig(1, _ -> {})) {
      Lending lending = rig.take();
      rig.pool.close();
      rig.pool.cancelAll();
      rig.clock.shutdownNow();
      Run<String> run = rig.runs.start(lending, "late", Duration.ofSeconds(1), _ -> "ran");
      assertThatThrownBy(() -> rig.runs.await(run))
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining("because the pool was closed");
    }
  }
}
