package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contexts that leave the pool: worn out, taken away, or never ending. */
@Timeout(20)
class ContextPoolRetireTest {
  @Test
  void replacesAContextAfterItsMaximumUses() {
    Rig rig = new Rig(new Limits().maximumSize(1).maximumUses(2));
    PooledContext<FakeContext> first = rig.lend();
    rig.pool.release(first);
    assertThat(rig.lend()).isSameAs(first);
    rig.pool.release(first);
    assertThat(rig.state()).isEqualTo("0 = 0 + 0, waiting 0, ending 1");
    assertThat(rig.lend().id()).isEqualTo(2);
    assertThat(first.context().closes()).isEqualTo(1);
    assertThat(first.context().cancels()).isZero();
    assertThat(rig.retired(RetirementCause.USES)).isEqualTo(1);
  }

  @Test
  void replacesAContextThatIsTooOldWhenItComesBack() {
    Rig rig = new Rig(new Limits().maximumSize(1).maximumLifetime(Duration.ofSeconds(100)));
    PooledContext<FakeContext> context = rig.lend();
    rig.pass(Duration.ofSeconds(89));
    rig.pool.release(context);
    assertThat(rig.lend()).as("nine tenths are certain").isSameAs(context);
    rig.pass(Duration.ofSeconds(11));
    rig.pool.release(context);
    assertThat(context.cause()).isEqualTo(RetirementCause.AGE);
    rig.steps.all();
    assertThat(context.context().closes()).isEqualTo(1);
  }

  @Test
  void lifetimesDifferByUpToATenth() {
    Duration lifetime = Duration.ofSeconds(100);
    Rig rig = new Rig(new Limits().maximumSize(200).maximumLifetime(lifetime));
    rig.fill(200);
    List<PooledContext<FakeContext>> contexts = rig.pool.contexts();
    long least = Duration.ofSeconds(90).toNanos();
    assertThat(contexts).noneMatch(c -> c.isExpired(least - 1));
    assertThat(contexts).allMatch(c -> c.isExpired(lifetime.toNanos()));
    long middle = contexts.stream().filter(c -> c.isExpired(lifetime.toNanos() / 20 * 19)).count();
    assertThat(middle).as("those that end in the first half of the tenth").isBetween(40L, 160L);
  }

  @Test
  void agesRightAcrossTheClocksOverflow() {
    Rig rig = new Rig(new Limits().maximumSize(1).maximumLifetime(Duration.ofSeconds(10)));
    rig.nanos.set(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());
    PooledContext<FakeContext> context = rig.lend();
    rig.pass(Duration.ofSeconds(5));
    assertThat(context.isExpired(rig.nanos.get())).isFalse();
    rig.pass(Duration.ofSeconds(5));
    assertThat(context.isExpired(rig.nanos.get())).isTrue();
  }

  @Test
  void aContextTakenAwayWhileLeasedIsNeverLentAgain() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    PooledContext<FakeContext> context = rig.lend();
    rig.pool.retire(context, RetirementCause.TIMED_OUT);
    rig.pool.retire(context, RetirementCause.CANCELLED);
    assertThat(rig.state()).isEqualTo("0 = 0 + 0, waiting 0, ending 1");
    // It was not cancelled yet, so it still looks usable to whoever gives it back.
    rig.pool.release(context);
    assertThat(rig.pool.tryAcquire()).isNull();
    rig.steps.all();
    assertThat(context.context().ends()).isEqualTo(1);
    assertThat(context.context().cancels()).isEqualTo(1);
    assertThat(context.cause()).isEqualTo(RetirementCause.TIMED_OUT);
    assertThat(rig.retired(RetirementCause.TIMED_OUT)).isEqualTo(1);
    assertThat(rig.retired(RetirementCause.CANCELLED)).isZero();
    assertThat(rig.lend()).isNotSameAs(context);
  }

  @Test
  void aContextTakenAwayWhileItIsResetStaysAway() {
    Rig rig = new Rig(new Limits().maximumSize(1).reset());
    PooledContext<FakeContext> context = rig.lend();
    rig.pool.release(context);
    rig.life.onReset = _ -> rig.pool.retire(context, RetirementCause.POOL_CLOSED);
    rig.steps.all();
    assertThat(rig.pool.tryAcquire()).isNull();
    assertThat(context.context().ends()).isEqualTo(1);
  }

  @Test
  void aWaiterGetsTheReplacementOfAContextThatWasTakenAway() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    PooledContext<FakeContext> context = rig.lend();
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    assertThat(rig.steps.size()).isZero();
    rig.pool.retire(context, RetirementCause.CANCELLED);
    rig.steps.all();
    assertThat(waiter).isCompleted();
    assertThat(waiter.join().id()).isEqualTo(2);
  }

  @Test
  void contextsThatDoNotEndAreReplacedUpToMaximumStuck() {
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch never = new CountDownLatch(1);
    Rig rig = new Rig(new Limits().maximumSize(2).maximumStuck(1), threads);
    rig.life.onCancel = _ -> Latches.await(never);
    List<PooledContext<FakeContext>> lent = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        PooledContext<FakeContext> context = Latches.get(rig.pool.enqueue());
        rig.pool.retire(context, RetirementCause.TIMED_OUT);
        rig.pool.release(context);
        lent.add(context);
      }
      // Three are ending: one is replaced for nothing, the two others fill the pool.
      assertThat(rig.state()).isEqualTo("0 = 0 + 0, waiting 0, ending 3");
      Waiter<FakeContext> waiter = rig.pool.enqueue();
      assertThat(rig.state()).isEqualTo("0 = 0 + 0, waiting 1, ending 3");
      assertThat(rig.life.made).hasSize(3);
      rig.pass(Housekeeping.STUCK_AFTER);
      rig.housekeeping.run();
      assertThat(rig.pool.statistics().stuck()).isEqualTo(3);
      assertThat(rig.life.stuck).hasSize(3);
      rig.housekeeping.run();
      assertThat(rig.life.stuck).as("reported once each").hasSize(3);
      assertThat(waiter).isNotDone();
      never.countDown();
      assertThat(Latches.get(waiter).id()).as("one has ended").isEqualTo(4);
    } finally {
      never.countDown();
      threads.close();
    }
    assertThat(lent).allMatch(context -> context.context().ends() == 1);
    assertThat(rig.state()).isEqualTo("1 = 1 + 0, waiting 0, ending 0");
    assertThat(rig.pool.statistics().stuck()).isZero();
  }

  @Test
  void withoutRoomForStuckOnesEachTakesAPlace() {
    Rig rig = new Rig(new Limits().maximumSize(1).maximumStuck(0));
    PooledContext<FakeContext> context = rig.lend();
    rig.pool.retire(context, RetirementCause.CANCELLED);
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    assertThat(rig.steps.size()).as("the end, and no creation").isEqualTo(1);
    rig.steps.one();
    assertThat(rig.steps.size()).as("the creation").isEqualTo(1);
    rig.steps.one();
    assertThat(waiter).isCompleted();
  }

  @Test
  void onlyWhatTakesLongerThanTheLimitIsStuck() {
    Rig rig = new Rig(new Limits().maximumSize(2));
    rig.pass(Duration.ofHours(1));
    PooledContext<FakeContext> one = rig.lend();
    rig.pool.retire(one, RetirementCause.LEAKED);
    rig.pass(Housekeeping.STUCK_AFTER.minusNanos(1));
    assertThat(rig.pool.newlyStuck(Housekeeping.STUCK_AFTER)).isEmpty();
    rig.pass(Duration.ofNanos(1));
    assertThat(rig.pool.newlyStuck(Housekeeping.STUCK_AFTER)).containsExactly(one);
    assertThat(rig.pool.newlyStuck(Housekeeping.STUCK_AFTER)).isEmpty();
  }
}
