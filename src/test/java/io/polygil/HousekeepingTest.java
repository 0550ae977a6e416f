package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of idle contexts while time passes. */
@Timeout(20)
class HousekeepingTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TICK = Duration.ofNanos(1);

  private static void round(Rig rig) {
    rig.housekeeping.run();
    rig.steps.all();
  }

  @Test
  void leavesAloneWhatHasNoLimit() {
    Rig rig = new Rig(new Limits().maximumSize(3));
    rig.fill(3);
    rig.pass(Duration.ofDays(10_000));
    round(rig);
    assertThat(rig.state()).isEqualTo("3 = 0 + 3, waiting 0, ending 0");
    assertThat(rig.life.checked).isEmpty();
  }

  @Test
  void endsWhatIsIdleForLongDownToMinimumIdle() {
    Rig rig = new Rig(new Limits().minimumIdle(1).maximumSize(4).idleTimeout(MINUTE));
    rig.fill(4);
    rig.pass(MINUTE.minus(TICK));
    round(rig);
    assertThat(rig.state()).isEqualTo("4 = 0 + 4, waiting 0, ending 0");
    rig.pass(TICK);
    round(rig);
    assertThat(rig.state()).isEqualTo("1 = 0 + 1, waiting 0, ending 0");
    assertThat(rig.retired(RetirementCause.IDLE)).isEqualTo(3);
    assertThat(rig.life.made).filteredOn(c -> c.closes() == 1).hasSize(3);
  }

  @Test
  void idleTimeBeginsWhenAContextComesBack() {
    Rig rig = new Rig(new Limits().maximumSize(1).idleTimeout(MINUTE));
    PooledContext<FakeContext> context = rig.lend();
    rig.pass(MINUTE);
    rig.pool.release(context);
    round(rig);
    assertThat(context.state()).isEqualTo(PooledContext.State.IDLE);
  }

  @Test
  void aLookIsNoUse() {
    Rig rig = new Rig(new Limits().maximumSize(1).idleTimeout(MINUTE));
    rig.fill(1);
    rig.pass(MINUTE.minus(TICK));
    round(rig);
    rig.pass(TICK);
    round(rig);
    assertThat(rig.state()).isEqualTo("0 = 0 + 0, waiting 0, ending 0");
  }

  @Test
  void neverTouchesALease() {
    Rig rig =
        new Rig(
            new Limits()
                .maximumSize(1)
                .maximumLifetime(MINUTE)
                .idleTimeout(MINUTE)
                .keepAlive(MINUTE));
    PooledContext<FakeContext> context = rig.lend();
    rig.pass(MINUTE.multipliedBy(2));
    round(rig);
    assertThat(context.state()).isEqualTo(PooledContext.State.LEASED);
    assertThat(rig.life.checked).isEmpty();
  }

  @Test
  void replacesWhatIsTooOld() {
    Rig rig = new Rig(new Limits().minimumIdle(2).maximumSize(2).maximumLifetime(MINUTE));
    rig.fill(2);
    rig.pass(MINUTE);
    round(rig);
    assertThat(rig.state()).isEqualTo("2 = 0 + 2, waiting 0, ending 0");
    assertThat(rig.pool.contexts()).extracting(PooledContext::id).containsExactly(3, 4);
    assertThat(rig.retired(RetirementCause.AGE)).isEqualTo(2);
    assertThat(rig.countersAddUp()).isTrue();
  }

  @Test
  void checksWhatNobodyHasTouched() {
    Rig rig = new Rig(new Limits().maximumSize(1).keepAlive(MINUTE));
    rig.fill(1);
    rig.pass(MINUTE.minus(TICK));
    round(rig);
    assertThat(rig.life.checked).isEmpty();
    rig.pass(TICK);
    round(rig);
    assertThat(rig.life.checked).hasSize(1);
    rig.pass(MINUTE.minus(TICK));
    round(rig);
    assertThat(rig.life.checked).as("a check counts as a touch").hasSize(1);
    rig.pass(TICK);
    round(rig);
    assertThat(rig.life.checked).hasSize(2);
    assertThat(rig.state()).isEqualTo("1 = 0 + 1, waiting 0, ending 0");
  }

  @Test
  void aCheckDoesNotPutOffTheIdleTimeout() {
    Rig rig =
        new Rig(new Limits().maximumSize(1).keepAlive(MINUTE).idleTimeout(MINUTE.multipliedBy(2)));
    rig.fill(1);
    rig.pass(MINUTE);
    round(rig);
    rig.pass(MINUTE);
    round(rig);
    assertThat(rig.retired(RetirementCause.IDLE)).isEqualTo(1);
  }

  @Test
  void aContextThatIsCheckedServesWhoeverCameMeanwhile() {
    Rig rig = new Rig(new Limits().maximumSize(1).keepAlive(MINUTE));
    rig.fill(1);
    rig.pass(MINUTE);
    rig.housekeeping.run();
    assertThat(rig.pool.tryAcquire()).isNull();
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    assertThat(rig.pool.isFullOf(_ -> true)).as("it comes back by itself").isFalse();
    rig.steps.all();
    assertThat(waiter).isCompleted();
    assertThat(rig.life.made).hasSize(1);
  }

  @Test
  void aContextThatFailsItsCheckIsReplaced() {
    Rig rig = new Rig(new Limits().minimumIdle(1).maximumSize(1).keepAlive(MINUTE));
    rig.fill(1);
    rig.life.made.getFirst().crash();
    rig.pass(MINUTE);
    round(rig);
    assertThat(rig.retired(RetirementCause.FAILED_CHECK)).isEqualTo(1);
    assertThat(rig.life.made.getFirst().cancels()).isEqualTo(1);
    assertThat(rig.pool.contexts()).extracting(PooledContext::id).containsExactly(2);
  }

  @Test
  void aCheckThatThrowsHasFailed() {
    Rig rig = new Rig(new Limits().maximumSize(1).keepAlive(MINUTE));
    rig.fill(1);
    rig.life.onCheck =
        _ -> {
          throw new StackOverflowError();
        };
    rig.pass(MINUTE);
    round(rig);
    assertThat(rig.retired(RetirementCause.FAILED_CHECK)).isEqualTo(1);
    assertThat(rig.state()).isEqualTo("0 = 0 + 0, waiting 0, ending 0");
  }

  @Test
  void makesUpForWhatIsMissing() {
    Rig rig = new Rig(new Limits().minimumIdle(2).maximumSize(2));
    round(rig);
    assertThat(rig.state()).isEqualTo("2 = 0 + 2, waiting 0, ending 0");
  }

  @Test
  void longDurationsAreNoLimit() {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    Rig rig =
        new Rig(
            new Limits()
                .maximumSize(1)
                .maximumLifetime(forever)
                .idleTimeout(forever)
                .keepAlive(forever));
    rig.fill(1);
    rig.pass(Duration.ofDays(365));
    round(rig);
    assertThat(rig.state()).isEqualTo("1 = 0 + 1, waiting 0, ending 0");
  }
}
