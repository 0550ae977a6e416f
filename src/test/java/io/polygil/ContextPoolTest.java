package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lending, waiting and making, where nothing fails. */
@Timeout(20)
class ContextPoolTest {
  @Test
  void lendsWhatIsIdleAndTakesItBack() {
    Rig rig = new Rig(new Limits());
    assertThat(rig.pool.tryAcquire()).isNull();
    PooledContext<FakeContext> context = rig.lend();
    assertThat(context.id()).isEqualTo(1);
    assertThat(context.uses()).isEqualTo(1);
    assertThat(rig.state()).isEqualTo("1 = 1 + 0, waiting 0, ending 0");
    rig.pool.release(context);
    assertThat(rig.state()).isEqualTo("1 = 0 + 1, waiting 0, ending 0");
    assertThat(rig.pool.tryAcquire()).isSameAs(context);
    assertThat(context.uses()).isEqualTo(2);
    assertThat(rig.pool.tryAcquire()).isNull();
    assertThat(rig.life.made).hasSize(1);
    assertThat(rig.life.warmedUp).isEqualTo(rig.life.made);
  }

  @Test
  void keepsMinimumIdleReady() {
    Rig rig = new Rig(new Limits().minimumIdle(2).maximumSize(3));
    rig.pool.replenish();
    rig.steps.all();
    assertThat(rig.state()).isEqualTo("2 = 0 + 2, waiting 0, ending 0");
    rig.lend();
    rig.pool.replenish();
    rig.steps.all();
    assertThat(rig.state()).isEqualTo("3 = 1 + 2, waiting 0, ending 0");
    rig.lend();
    rig.pool.replenish();
    rig.steps.all();
    assertThat(rig.state()).isEqualTo("3 = 2 + 1, waiting 0, ending 0");
  }

  @Test
  void aSpareThatIsLentIsReplacedAtOnce() {
    Rig rig = new Rig(new Limits().minimumIdle(1).maximumSize(3));
    rig.pool.replenish();
    rig.steps.all();
    assertThat(rig.pool.tryAcquire()).isNotNull();
    rig.steps.all();
    assertThat(rig.state()).isEqualTo("2 = 1 + 1, waiting 0, ending 0");
    assertThat(rig.pool.tryAcquire()).isNotNull();
    assertThat(rig.steps.size()).isEqualTo(1);
    rig.steps.all();
    assertThat(rig.pool.tryAcquire()).isNotNull();
    assertThat(rig.steps.size()).as("there is no room for another one").isZero();
    assertThat(rig.state()).isEqualTo("3 = 3 + 0, waiting 0, ending 0");
  }

  @Test
  void servesWaitersInTheOrderInWhichTheyCame() {
    Rig rig = new Rig(new Limits().maximumSize(2));
    PooledContext<FakeContext> one = rig.lend();
    PooledContext<FakeContext> two = rig.lend();
    List<Waiter<FakeContext>> waiters = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiters.add(rig.pool.enqueue());
    }
    rig.steps.all();
    assertThat(rig.state()).isEqualTo("2 = 2 + 0, waiting 4, ending 0");
    rig.pool.release(two);
    assertThat(waiters.get(0)).isCompletedWithValue(two);
    assertThat(waiters.get(1)).isNotDone();
    rig.pool.release(one);
    assertThat(waiters.get(1)).isCompletedWithValue(one);
    rig.pool.release(one);
    rig.pool.release(two);
    assertThat(waiters.get(2)).isCompletedWithValue(one);
    assertThat(waiters.get(3)).isCompletedWithValue(two);
  }

  @Test
  void nobodyOvertakesWhoWaits() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    rig.pool.enqueue();
    assertThat(rig.pool.statistics().waiting()).isEqualTo(1);
    assertThat(rig.pool.tryAcquire()).isNull();
  }

  @Test
  void aContextThatComesBackServesAWaiterWhileACreationHangs() {
    Rig rig = new Rig(new Limits().maximumSize(2));
    PooledContext<FakeContext> one = rig.lend();
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    assertThat(rig.steps.size()).as("the creation, not run yet").isEqualTo(1);
    rig.pool.release(one);
    assertThat(waiter).isCompletedWithValue(one);
    rig.steps.all();
    assertThat(rig.state()).isEqualTo("2 = 1 + 1, waiting 0, ending 0");
  }

  @Test
  void aNewContextServesAWaiterIfItIsFirst() {
    Rig rig = new Rig(new Limits().maximumSize(2));
    PooledContext<FakeContext> one = rig.lend();
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    rig.steps.all();
    assertThat(waiter).isCompleted();
    assertThat(waiter.join()).isNotSameAs(one);
  }

  @Test
  void makesOneAtATime() {
    Rig rig = new Rig(new Limits().maximumSize(4));
    List<Waiter<FakeContext>> waiters = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiters.add(rig.pool.enqueue());
      assertThat(rig.steps.size()).isEqualTo(1);
    }
    rig.steps.one();
    assertThat(waiters.get(0)).isCompleted();
    assertThat(rig.steps.size()).isEqualTo(1);
    rig.steps.all();
    assertThat(waiters).allMatch(CompletableFuture::isDone);
    assertThat(rig.life.made).hasSize(3);
  }

  @Test
  void neverMakesMoreThanMaximumSize() {
    Rig rig = new Rig(new Limits().minimumIdle(2).maximumSize(3));
    for (int i = 0; i < 10; i++) {
      rig.pool.enqueue();
      rig.pool.replenish();
    }
    rig.steps.all();
    assertThat(rig.state()).isEqualTo("3 = 3 + 0, waiting 7, ending 0");
  }

  @Test
  void aHangingCreationHoldsUpNobodyElse() throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch creating = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Rig rig = new Rig(new Limits().maximumSize(2), threads);
    try {
      PooledContext<FakeContext> one = rig.pool.enqueue().join();
      rig.life.onCreate =
          _ -> {
            creating.countDown();
            Latches.await(goOn);
          };
      Waiter<FakeContext> first = rig.pool.enqueue();
      Waiter<FakeContext> second = rig.pool.enqueue();
      Latches.await(creating);
      rig.pool.release(one);
      assertThat(first.join()).isSameAs(one);
      assertThat(rig.pool.statistics().waiting()).isEqualTo(1);
      rig.pool.release(one);
      assertThat(second.join()).isSameAs(one);
      goOn.countDown();
    } finally {
      goOn.countDown();
      threads.close();
    }
    assertThat(rig.state()).isEqualTo("2 = 1 + 1, waiting 0, ending 0");
    assertThat(rig.life.highestConcurrentCreates).hasValue(1);
  }

  @Test
  void whoLeavesTheQueueIsPassedOver() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    PooledContext<FakeContext> context = rig.lend();
    Waiter<FakeContext> first = rig.pool.enqueue();
    Waiter<FakeContext> second = rig.pool.enqueue();
    assertThat(rig.pool.withdraw(first)).isTrue();
    assertThat(rig.pool.statistics().waiting()).isEqualTo(1);
    rig.pool.release(context);
    assertThat(first).isCancelled();
    assertThat(second).isCompletedWithValue(context);
    assertThat(rig.pool.withdraw(second)).isFalse();
  }

  @Test
  void whoWithdrewWithoutTheLockIsPassedOverToo() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    PooledContext<FakeContext> context = rig.lend();
    Waiter<FakeContext> first = rig.pool.enqueue();
    // The first half of withdraw: the queue still has it.
    first.cancel(false);
    rig.pool.release(context);
    assertThat(rig.state()).isEqualTo("1 = 0 + 1, waiting 0, ending 0");
    assertThat(rig.pool.tryAcquire()).isSameAs(context);
  }

  @Test
  void leavingGivesBackAContextThatWasQuicker() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    rig.steps.all();
    assertThat(waiter).isCompleted();
    rig.pool.leave(waiter);
    assertThat(rig.state()).isEqualTo("1 = 0 + 1, waiting 0, ending 0");
    Waiter<FakeContext> patient = rig.pool.enqueue();
    Waiter<FakeContext> other = rig.pool.enqueue();
    rig.pool.leave(patient);
    assertThat(other).isCompleted();
    rig.pool.leave(other);
    assertThat(rig.state()).isEqualTo("1 = 0 + 1, waiting 0, ending 0");
  }

  @Test
  void leavingRacesWithServing() throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    Rig rig = new Rig(new Limits().maximumSize(1), threads);
    try {
      for (int round = 0; round < 2_000; round++) {
        PooledContext<FakeContext> context = rig.pool.enqueue().join();
        Waiter<FakeContext> waiter = rig.pool.enqueue();
        CountDownLatch start = new CountDownLatch(1);
        var leaving =
            threads.submit(() -> {
              Latches.await(start);
              rig.pool.leave(waiter);
            });
        start.countDown();
        rig.pool.release(context);
        Latches.get(leaving);
        assertThat(rig.state()).isEqualTo("1 = 0 + 1, waiting 0, ending 0");
      }
    } finally {
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void resetsBetweenLeases() {
    Rig rig = new Rig(new Limits().maximumSize(1).reset());
    PooledContext<FakeContext> context = rig.lend();
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    rig.pool.release(context);
    assertThat(waiter).as("while it is not reset").isNotDone();
    assertThat(rig.state()).isEqualTo("1 = 1 + 0, waiting 1, ending 0");
    rig.steps.all();
    assertThat(rig.life.reset).containsExactly(context.context());
    assertThat(waiter).isCompletedWithValue(context);
  }

  @Test
  void tellsWhetherAllAreLentToSuchAsOneSays() {
    Rig rig = new Rig(new Limits().maximumSize(2));
    PooledContext<FakeContext> one = rig.lend();
    assertThat(rig.pool.isFullOf(_ -> true)).as("there is room").isFalse();
    PooledContext<FakeContext> two = rig.lend();
    assertThat(rig.pool.isFullOf(_ -> true)).isTrue();
    assertThat(rig.pool.isFullOf(c -> c == one.context())).isFalse();
    rig.pool.release(two);
    assertThat(rig.pool.isFullOf(_ -> true)).as("one is idle").isFalse();
  }

  @Test
  void statisticsSayWhatHappened() {
    Rig rig = new Rig(new Limits().maximumSize(2).maximumUses(2));
    rig.fill(2);
    rig.pass(Duration.ofSeconds(1));
    rig.pool.release(rig.lend());
    rig.steps.all();
    PoolStatistics statistics = rig.pool.statistics();
    assertThat(statistics.created()).isEqualTo(2);
    assertThat(statistics.retired())
        .hasSize(RetirementCause.values().length)
        .containsEntry(RetirementCause.USES, 1L);
    assertThat(statistics).hasToString("total 1, active 0, idle 1, waiting 0");
    assertThat(rig.countersAddUp()).isTrue();
  }
}
