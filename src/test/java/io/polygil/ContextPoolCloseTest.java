package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a pool, whatever goes on in it. */
@Timeout(20)
class ContextPoolCloseTest {
  private static final long LONG = Duration.ofSeconds(15).toNanos();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.close();
  }

  @Test
  void endsWhatIsIdle() throws InterruptedException {
    Rig rig = new Rig(new Limits().maximumSize(2));
    rig.fill(2);
    rig.pool.close();
    assertThat(rig.pool.awaitReturns(0)).isTrue();
    assertThat(rig.pool.awaitEnds(0)).isFalse();
    rig.steps.all();
    assertThat(rig.pool.awaitEnds(0)).isTrue();
    assertThat(rig.life.made).hasSize(2).allMatch(c -> c.closes() == 1 && c.cancels() == 0);
    assertThat(rig.retired(RetirementCause.POOL_CLOSED)).isEqualTo(2);
    rig.pool.close();
    assertThat(rig.steps.size()).isZero();
  }

  @Test
  void lendsNothingAfterwards() {
    Rig rig = new Rig(new Limits());
    rig.pool.close();
    String message = "Pool \"tested\" is closed: build another one, or close it later";
    assertThatThrownBy(rig.pool::tryAcquire)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThatThrownBy(rig.pool::enqueue)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    rig.pool.replenish();
    assertThat(rig.steps.size()).isZero();
    assertThat(rig.pool.isClosed()).isTrue();
  }

  @Test
  void tellsEachThatWaits() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    rig.lend();
    List<Waiter<FakeContext>> waiters =
        List.of(rig.pool.enqueue(), rig.pool.enqueue(), rig.pool.enqueue());
    rig.pool.close();
    for (Waiter<FakeContext> waiter : waiters) {
      assertThat(waiter.exceptionNow())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Pool \"tested\" was closed while this call waited for a context");
      assertThat(rig.pool.withdraw(waiter)).isFalse();
      rig.pool.leave(waiter);
    }
    assertThat(rig.state()).isEqualTo("1 = 1 + 0, waiting 0, ending 0");
  }

  @Test
  void leasesGoOnAndEndWhenTheyComeBack() throws InterruptedException {
    Rig rig = new Rig(new Limits().maximumSize(2));
    PooledContext<FakeContext> context = rig.lend();
    rig.pool.close();
    assertThat(rig.pool.awaitReturns(1)).isFalse();
    assertThat(context.state()).isEqualTo(PooledContext.State.LEASED);
    rig.pool.release(context);
    assertThat(rig.pool.awaitReturns(0)).isTrue();
    rig.steps.all();
    assertThat(context.context().closes()).isEqualTo(1);
    assertThat(context.context().cancels()).isZero();
    assertThat(rig.countersAddUp()).isTrue();
  }

  @Test
  void cancelAllTakesLeasesAway() throws InterruptedException {
    Rig rig = new Rig(new Limits().maximumSize(2));
    PooledContext<FakeContext> context = rig.lend();
    rig.pool.close();
    rig.pool.cancelAll();
    rig.steps.all();
    assertThat(rig.pool.awaitEnds(0)).isTrue();
    assertThat(context.cause()).isEqualTo(RetirementCause.POOL_CLOSED);
    assertThat(context.context().cancels()).isEqualTo(1);
    rig.pool.release(context);
    rig.steps.all();
    assertThat(context.context().ends()).isEqualTo(1);
  }

  @Test
  void awaitReturnsWakesUpWhenTheLastLeaseComesBack() {
    Rig rig = new Rig(new Limits().maximumSize(2), threads);
    PooledContext<FakeContext> context = Latches.get(rig.pool.enqueue());
    rig.pool.close();
    Future<Boolean> returned = threads.submit(() -> rig.pool.awaitReturns(LONG));
    Future<Boolean> ended = threads.submit(() -> rig.pool.awaitEnds(LONG));
    rig.pool.release(context);
    assertThat(Latches.get(returned)).isTrue();
    assertThat(Latches.get(ended)).isTrue();
  }

  @Test
  void aContextThatIsCheckedMeanwhileIsEnded() {
    Rig rig = new Rig(new Limits().maximumSize(1).keepAlive(Duration.ofSeconds(1)));
    rig.fill(1);
    rig.pass(Duration.ofSeconds(1));
    rig.housekeeping.run();
    rig.pool.close();
    assertThat(rig.state()).isEqualTo("1 = 1 + 0, waiting 0, ending 0");
    rig.steps.all();
    assertThat(rig.life.checked).hasSize(1);
    assertThat(rig.life.made).allMatch(c -> c.closes() == 1);
    assertThat(rig.state()).isEqualTo("0 = 0 + 0, waiting 0, ending 0");
  }

  @Test
  void releasesRaceWithClose() throws InterruptedException {
    for (int round = 0; round < 500; round++) {
      Rig rig = new Rig(new Limits().maximumSize(2), threads);
      PooledContext<FakeContext> one = Latches.get(rig.pool.enqueue());
      PooledContext<FakeContext> two = Latches.get(rig.pool.enqueue());
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> actions =
          List.of(
              after(start, () -> rig.pool.release(one)),
              after(start, () -> rig.pool.release(two)),
              after(start, rig.pool::close));
      start.countDown();
      actions.forEach(Latches::get);
      assertThat(rig.pool.awaitEnds(LONG)).isTrue();
      assertThat(rig.life.made).allMatch(c -> c.ends() == 1);
    }
  }

  private Future<?> after(CountDownLatch start, Runnable action) {
    return threads.submit(() -> {
      Latches.await(start);
      action.run();
    });
  }

  @Test
  void aWarmUpIsCancelled() throws InterruptedException {
    Rig rig = new Rig(new Limits().maximumSize(1), threads);
    CountDownLatch warming = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    rig.life.onWarmUp =
        _ -> {
          warming.countDown();
          Latches.await(cancelled);
          throw new IllegalStateException("cancelled");
        };
    rig.life.onCancel = _ -> cancelled.countDown();
    rig.pool.enqueue();
    Latches.await(warming);
    rig.pool.close();
    rig.pool.cancelAll();
    assertThat(rig.pool.awaitEnds(LONG)).isTrue();
    assertThat(rig.life.made).hasSize(1).allMatch(c -> c.cancels() == 1 && c.closes() == 0);
    assertThat(rig.life.failures).as("a close is no failure to report").isEmpty();
    assertThat(rig.countersAddUp()).isTrue();
  }

  @Test
  void aContextThatIsMadeMeanwhileIsEnded() throws InterruptedException {
    Rig rig = new Rig(new Limits().maximumSize(1));
    Waiter<FakeContext> waiter = rig.pool.enqueue();
    rig.pool.close();
    assertThat(waiter).isCompletedExceptionally();
    assertThat(rig.pool.awaitReturns(0)).as("it is being made").isFalse();
    rig.steps.all();
    assertThat(rig.pool.awaitEnds(0)).isTrue();
    assertThat(rig.life.made).hasSize(1).allMatch(c -> c.ends() == 1);
    assertThat(rig.countersAddUp()).isTrue();
  }

  /** The context's end is over before the warm-up returns: only that can wake up who waits. */
  @Test
  void awaitEndsWakesUpWhenAWarmUpReturnsLast() {
    Rig rig = new Rig(new Limits().maximumSize(1), threads);
    CountDownLatch warming = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    rig.life.onWarmUp =
        _ -> {
          warming.countDown();
          Latches.await(goOn);
        };
    rig.pool.enqueue();
    Latches.await(warming);
    rig.pool.close();
    rig.pool.cancelAll();
    while (rig.pool.statistics().ending() > 0) {
      Thread.onSpinWait();
    }
    Thread[] waiter = new Thread[1];
    CountDownLatch started = new CountDownLatch(1);
    Future<Boolean> ended =
        threads.submit(() -> {
          waiter[0] = Thread.currentThread();
          started.countDown();
          return rig.pool.awaitEnds(LONG);
        });
    Latches.await(started);
    while (waiter[0].getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    assertThat(Latches.get(ended)).isTrue();
    assertThat(rig.life.made).allMatch(c -> c.ends() == 1);
  }

  @Test
  void aContextThatIsMadeMeanwhileIsNotWarmedUp() {
    Rig rig = new Rig(new Limits().maximumSize(1));
    rig.life.onCreate =
        _ -> {
          rig.pool.close();
          // Nobody cancels what comes after this, so that a warm-up that hangs would go on for
          // ever.
          rig.pool.cancelAll();
        };
    rig.pool.enqueue();
    rig.steps.all();
    assertThat(rig.life.warmedUp).isEmpty();
    assertThat(rig.life.made).hasSize(1).allMatch(c -> c.ends() == 1);
  }

  /** As when a creation takes longer than the pool's close waits. */
  @Test
  void aContextThatIsMadeAfterTheBackgroundHasStoppedIsEndedAllTheSame() {
    boolean[] stopped = {false};
    Steps steps = new Steps();
    Rig rig =
        new Rig(
            new Limits().maximumSize(1),
            task -> {
              if (stopped[0]) {
                throw new RejectedExecutionException("shut down");
              }
              steps.execute(task);
            });
    rig.pool.enqueue();
    rig.pool.close();
    stopped[0] = true;
    steps.all();
    assertThat(rig.life.made).hasSize(1).allMatch(c -> c.ends() == 1);
    assertThat(rig.state()).isEqualTo("0 = 0 + 0, waiting 0, ending 0");
  }
}
