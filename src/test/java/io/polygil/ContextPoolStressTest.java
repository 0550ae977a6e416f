package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many threads do at random what one may do with a pool, and keep watch: nobody has a context that
 * another has, or that was given back broken; each context ends exactly once; nothing is left over.
 */
class ContextPoolStressTest {
  private static final int THREADS = 8;
  private static final int SIZE = 3;

  @Test
  @Timeout(60)
  void keepsItsPromisesUnderLoad() throws InterruptedException {
    new Load(100_000, new Limits()).run();
  }

  @Test
  @Timeout(60)
  void keepsItsPromisesWhileResetting() throws InterruptedException {
    new Load(10_000, new Limits().reset()).run();
  }

  @Test
  @Tag("soak")
  @Timeout(600)
  void keepsItsPromisesForLong() throws InterruptedException {
    new Load(1_000_000, new Limits()).run();
  }

  @Test
  @Tag("soak")
  @Timeout(600)
  void keepsItsPromisesForLongWhileResetting() throws InterruptedException {
    new Load(100_000, new Limits().reset()).run();
  }

  private static final class Load {
    private final int leases;
    private final AtomicInteger live = new AtomicInteger();
    private final ExecutorService background =
        Executors.newCachedThreadPool(Thread.ofPlatform().name("stress-", 0).factory());
    private final Rig rig;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong withdrawn = new AtomicLong();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger most = new AtomicInteger();

    Load(int leases, Limits limits) {
      this.leases = leases;
      rig =
          new Rig(
              limits
                  .minimumIdle(1)
                  .maximumSize(SIZE)
                  .maximumStuck(2)
                  .maximumUses(500)
                  .maximumLifetime(Duration.ofSeconds(5))
                  .idleTimeout(Duration.ofMillis(300))
                  .keepAlive(Duration.ofMillis(100)),
              background);
      AtomicInteger steps = new AtomicInteger();
      rig.life.onCreate =
          context -> {
            most.accumulateAndGet(live.incrementAndGet(), Math::max);
            if (steps.incrementAndGet() % 10 == 0) {
              live.decrementAndGet();
              throw new IllegalStateException("no luck");
            }
          };
      rig.life.onWarmUp =
          context -> {
            if (steps.incrementAndGet() % 11 == 0) {
              throw new IllegalStateException("no luck");
            }
          };
      rig.life.onReset =
          context -> {
            expect(context.hold(), context, "was reset while somebody had it");
            context.letGo();
            if (steps.incrementAndGet() % 100 == 0) {
              throw new IllegalStateException("no luck");
            }
          };
      rig.life.onCheck =
          context -> {
            expect(context.hold(), context, "was checked while somebody had it");
            context.letGo();
          };
      rig.life.onClose =
          context -> {
            live.decrementAndGet();
            expect(context.hold(), context, "was closed while somebody had it");
          };
      rig.life.onCancel = _ -> live.decrementAndGet();
    }

    private void expect(boolean right, FakeContext context, String otherwise) {
      if (!right) {
        wrong.add(context + " " + otherwise);
      }
    }

    void run() throws InterruptedException {
      AtomicBoolean over = new AtomicBoolean();
      Thread keeper =
          Thread.ofPlatform()
              .start(() -> {
                while (!over.get()) {
                  rig.pass(Duration.ofMillis(10));
                  rig.housekeeping.run();
                  look();
                  Thread.yield();
                }
              });
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(i);
        threads.add(Thread.ofPlatform().start(() -> user(random)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      over.set(true);
      keeper.join();
      assertThat(rig.pool.statistics().active()).as("held by checks only").isLessThan(SIZE + 1);
      rig.pool.close();
      boolean ended = rig.pool.awaitEnds(TimeUnit.SECONDS.toNanos(10));
      background.shutdown();
      assertThat(background.awaitTermination(10, TimeUnit.SECONDS)).as("threads end").isTrue();
      assertThat(wrong).isEmpty();
      assertThat(ended).as(rig.state()).isTrue();
      assertThat(rig.state()).isEqualTo("0 = 0 + 0, waiting 0, ending 0");
      assertThat(rig.countersAddUp()).isTrue();
      assertThat(rig.life.made).allMatch(c -> c.ends() == 1, "ended once");
      assertThat(live).as("ended as often as made").hasValue(0);
      assertThat(most).as("at once, those that end included").hasValueLessThan(SIZE + 2 + 1);
      assertThat(rig.life.highestConcurrentCreates).hasValue(1);
      assertThat(taken.get()).isGreaterThanOrEqualTo(leases);
      assertThat(withdrawn.get()).as("both ways to leave were taken").isPositive();
    }

    private void look() {
      PoolStatistics now = rig.pool.statistics();
      if (now.total() > SIZE || now.active() < 0 || now.idle() < 0 || now.waiting() > THREADS) {
        wrong.add(now.toString());
      }
    }

    private void user(Random random) {
      try {
        while (taken.get() < leases && wrong.isEmpty()) {
          PooledContext<FakeContext> context = acquire(random);
          if (context != null) {
            taken.incrementAndGet();
            use(context, random);
          }
        }
      } catch (RuntimeException | Error e) {
        wrong.add(e.toString());
      }
    }

    private PooledContext<FakeContext> acquire(Random random) {
      PooledContext<FakeContext> idle = random.nextInt(4) == 0 ? null : rig.pool.tryAcquire();
      if (idle != null) {
        return idle;
      }
      Waiter<FakeContext> waiter = rig.pool.enqueue();
      if (random.nextInt(20) == 0) {
        spin(random);
        withdrawn.incrementAndGet();
        rig.pool.leave(waiter);
        return null;
      }
      try {
        return waiter.get(10, TimeUnit.SECONDS);
      } catch (java.util.concurrent.ExecutionException e) {
        expectFailure(e.getCause());
        return null;
      } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
        throw new AssertionError("nobody served a waiter: " + rig.state(), e);
      }
    }

    private void expectFailure(Throwable failure) {
      if (!(failure instanceof ContextCreationException)) {
        wrong.add(failure.toString());
      }
    }

    private void use(PooledContext<FakeContext> context, Random random) {
      FakeContext fake = context.context();
      expect(fake.ends() == 0, fake, "was lent after its end");
      expect(context.cause() == null, fake, "was lent after it was retired");
      expect(fake.hold(), fake, "was lent to two");
      spin(random);
      int what = random.nextInt(1_000);
      if (what < 4) {
        rig.pool.retire(context, RetirementCause.CANCELLED);
      } else if (what < 6) {
        fake.crash();
      }
      expect(fake.letGo(), fake, "was taken by another");
      rig.pool.release(context);
    }

    private static void spin(Random random) {
      for (int i = random.nextInt(200); i > 0; i--) {
        Thread.onSpinWait();
      }
      if (random.nextInt(50) == 0) {
        Thread.yield();
      }
    }
  }
}
