package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever step fails, the pool goes on, its counters are right, and nobody waits for ever. */
@Timeout(20)
class ContextPoolFailureTest {
  private static final Consumer<FakeContext> FAIL =
      _ -> {
        throw new IllegalStateException("no luck");
      };
  private static final Consumer<FakeContext> FAIL_BADLY =
      _ -> {
        throw new StackOverflowError();
      };

  private static void assertUsable(Rig rig) {
    rig.steps.all();
    PooledContext<FakeContext> context = rig.lend();
    assertThat(context).isNotNull();
    assertThat(context.context().ends()).isZero();
    rig.pool.release(context);
    assertThat(rig.countersAddUp()).isTrue();
    assertThat(rig.pool.statistics().ending()).isZero();
    assertThat(rig.pool.statistics().waiting()).isZero();
  }

  private static void assertTold(CompletableFuture<?> waiter) {
    assertThat(waiter).isCompletedExceptionally();
    assertThatThrownBy(waiter::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ContextCreationException.class)
        .hasMessageContaining("Pool \"tested\" could not make a Python context: no luck");
  }

  @Test
  void eachWaiterGetsATryOfItsOwn() {
    Rig rig = new Rig(new Limits().maximumSize(2));
    rig.life.onCreate = FAIL;
    List<Waiter<FakeContext>> waiters = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiters.add(rig.pool.enqueue());
    }
    rig.steps.one();
    assertTold(waiters.get(0));
    assertThat(waiters.get(1)).isNotDone();
    rig.steps.one();
    assertTold(waiters.get(1));
    rig.life.onCreate = _ -> {};
    rig.steps.all();
    assertThat(waiters.get(2)).isCompleted();
    assertThat(rig.pool.statistics().creationFailures()).isEqualTo(2);
    assertThat(rig.life.failures).as("the log is for what nobody is told").isEmpty();
    assertThat(rig.life.made).extracting(FakeContext::id).containsExactly(1);
    assertUsable(rig);
  }

  @Test
  void aFailureIsForSomebodyWhoStillWaits() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    rig.life.onCreate = FAIL;
    Waiter<FakeContext> first = rig.pool.enqueue();
    Waiter<FakeContext> second = rig.pool.enqueue();
    first.cancel(false);
    rig.steps.one();
    assertTold(second);
    assertThat(rig.steps.size()).isZero();
  }

  @Test
  void leasesDoNotTryAgainAndAgainWhereSparesCannotBeMade() {
    Rig rig = new Rig(new Limits().minimumIdle(1).maximumSize(3));
    rig.pool.replenish();
    rig.steps.all();
    rig.life.onCreate = FAIL;
    PooledContext<FakeContext> context = rig.pool.tryAcquire();
    rig.steps.all();
    assertThat(rig.pool.statistics().creationFailures()).isEqualTo(1);
    rig.pool.release(context);
    for (int i = 0; i < 3; i++) {
      assertThat(rig.pool.tryAcquire()).isSameAs(context);
      assertThat(rig.steps.size()).isZero();
      rig.pool.release(context);
    }
    rig.life.onCreate = _ -> {};
    assertThat(rig.pool.tryAcquire()).isSameAs(context);
    rig.housekeeping.run();
    rig.steps.all();
    assertThat(rig.state()).isEqualTo("2 = 1 + 1, waiting 0, ending 0");
    rig.lend();
    assertThat(rig.steps.size()).as("leases ask for spares again").isEqualTo(1);
  }

  @Test
  void whoLendsASpareGetsItThoughThereIsNoThreadToReplaceIt() {
    AtomicBoolean hasThreads = new AtomicBoolean(true);
    Rig rig =
        new Rig(
            new Limits().minimumIdle(1).maximumSize(2),
            task -> {
              if (!hasThreads.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              task.run();
            });
    rig.pool.replenish();
    hasThreads.set(false);
    assertThat(rig.pool.tryAcquire()).isNotNull();
    hasThreads.set(true);
    rig.housekeeping.run();
    assertThat(rig.state()).isEqualTo("2 = 1 + 1, waiting 0, ending 0");
  }

  @Test
  void aFailureThatNobodyWaitedForIsLoggedAndTriedAgainLater() {
    Rig rig = new Rig(new Limits().minimumIdle(1));
    rig.life.onCreate = FAIL;
    rig.pool.replenish();
    rig.steps.all();
    assertThat(rig.life.failures).hasSize(1);
    rig.life.onCreate = _ -> {};
    rig.housekeeping.run();
    rig.steps.all();
    assertThat(rig.state()).isEqualTo("1 = 0 + 1, waiting 0, ending 0");
  }

  @Test
  void aContextComesBackAfterWhoeverHadItFailed() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    PooledContext<FakeContext> context = rig.lend();
    try {
      throw new NumberFormatException("a conversion failed");
    } catch (NumberFormatException e) {
      rig.pool.release(context);
    }
    assertThat(rig.pool.tryAcquire()).isSameAs(context);
    rig.pool.release(context);
    assertUsable(rig);
  }

  @Test
  void aContextThatIsBrokenWhenItComesBackIsReplaced() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    PooledContext<FakeContext> context = rig.lend();
    context.context().crash();
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    rig.pool.release(context);
    rig.steps.all();
    assertThat(waiter).isCompleted();
    assertThat(waiter.join().id()).isEqualTo(2);
    assertThat(context.context().cancels()).as("something may still run in it").isEqualTo(1);
    assertThat(rig.retired(RetirementCause.CRASHED)).isEqualTo(1);
    rig.pool.release(waiter.join());
    assertUsable(rig);
  }

  @Test
  void aFailingCloseEndsTheContextAllTheSame() {
    Rig rig = new Rig(new Limits().maximumSize(1).maximumUses(1));
    rig.life.onClose = FAIL_BADLY;
    PooledContext<FakeContext> context = rig.lend();
    rig.pool.release(context);
    rig.steps.all();
    assertThat(rig.state()).isEqualTo("0 = 0 + 0, waiting 0, ending 0");
    assertThat(rig.life.failures).singleElement().isInstanceOf(IllegalStateException.class);
    rig.life.onClose = _ -> {};
    PooledContext<FakeContext> next = rig.lend();
    assertThat(next.id()).isEqualTo(2);
  }

  @Test
  void aFailingCancelEndsTheContextAllTheSame() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    rig.life.onCancel = FAIL;
    PooledContext<FakeContext> context = rig.lend();
    rig.pool.retire(context, RetirementCause.TIMED_OUT);
    rig.pool.release(context);
    rig.steps.all();
    assertThat(rig.life.failures).hasSize(1);
    assertUsable(rig);
  }

  @Test
  void aContextThatCannotBeResetIsReplaced() {
    Rig rig = new Rig(new Limits().maximumSize(1).reset());
    PooledContext<FakeContext> context = rig.lend();
    rig.life.onReset = FAIL_BADLY;
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    rig.pool.release(context);
    rig.steps.all();
    assertThat(waiter).isCompleted();
    assertThat(context.cause()).isEqualTo(RetirementCause.FAILED_RESET);
    assertThat(context.context().cancels()).isEqualTo(1);
    rig.life.onReset = _ -> {};
    rig.pool.release(waiter.join());
    assertUsable(rig);
  }

  @Test
  void aFailedCreationLeavesContextsThatAreThereAlone() {
    Rig rig = new Rig(new Limits().maximumSize(2));
    PooledContext<FakeContext> one = rig.lend();
    rig.life.onCreate = FAIL;
    Waiter<FakeContext> first = rig.pool.enqueue();
    Waiter<FakeContext> second = rig.pool.enqueue();
    rig.steps.one();
    assertTold(first);
    rig.pool.release(one);
    assertThat(second).isCompletedWithValue(one);
    rig.steps.all();
    assertThat(rig.life.failures).as("the second try, whose waiter was served").hasSize(1);
    rig.pool.release(one);
    assertUsable(rig);
  }

  @Test
  void aContextThatFailsToWarmUpIsEnded() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    rig.life.onWarmUp = FAIL;
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    rig.steps.all();
    assertTold(waiter);
    assertThat(rig.life.made).hasSize(1).allMatch(c -> c.ends() == 1);
    assertThat(rig.pool.statistics().created()).isZero();
    assertThat(rig.pool.statistics().creationFailures()).isEqualTo(1);
    assertThat(rig.retired(RetirementCause.CRASHED)).as("it was never in the pool").isZero();
    rig.life.onWarmUp = _ -> {};
    assertUsable(rig);
  }

  @Test
  void anErrorInAWarmUpIsNoDifferent() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    rig.life.onWarmUp = FAIL_BADLY;
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    rig.steps.all();
    assertThat(waiter).isCompletedExceptionally();
    rig.life.onWarmUp = _ -> {};
    assertUsable(rig);
  }
}
