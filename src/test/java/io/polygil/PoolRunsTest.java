package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.context.PythonException;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are limited, cancelled, interrupted or nested. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolRunsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicReference<CountDownLatch> ENTERED = new AtomicReference<>();
  private static final AtomicReference<CountDownLatch> LEAVE = new AtomicReference<>();
  private static final AtomicReference<PythonLease> LEASE = new AtomicReference<>();
  private static final AtomicReference<PythonPool> POOL = new AtomicReference<>();

  @TempDir static Path modules;
  private PythonPool pool;

  @KernelModule("test_kernels")
  static final class Kernels {
    /** Tells the test that Python has come here. */
    @Kernel(gil = Gil.RELEASE)
    static void signal() {
      ENTERED.get().countDown();
    }

    /** Does not return before the test says so, whoever interrupts it. */
    @Kernel(gil = Gil.RELEASE)
    static void stubborn() {
      ENTERED.get().countDown();
      while (true) {
        try {
          LEAVE.get().await();
          return;
        } catch (InterruptedException e) {
          // That is its point.
        }
      }
    }

    /** Waits for ever, and gives up when it is interrupted. */
    @Kernel(gil = Gil.RELEASE)
    static void polite() throws InterruptedException {
      ENTERED.get().countDown();
      new CountDownLatch(1).await();
    }

    /** Calls Python from Java that Python has called. */
    @Kernel(gil = Gil.RELEASE)
    static long nested_call(String function, long argument) {
      return Objects.requireNonNull(POOL.get().call(function, long.class, argument));
    }

    /** Waits for a submission of its own. */
    @Kernel(gil = Gil.RELEASE)
    static long nested_submit(String function, long argument) {
      return Objects.requireNonNull(POOL.get().submit(function, long.class, argument).join());
    }

    /** Waits for a map of its own. */
    @Kernel(gil = Gil.RELEASE)
    static long nested_map(String function, long argument) {
      return POOL.get().map(function, long.class, List.of(argument, argument)).size();
    }
  }

  @BeforeAll
  static void write() throws Exception {
    Files.writeString(
        modules.resolve("work.py"),
        """
        import threading
        import test_kernels

        state = []

        def square(n):
            return n * n

        def fail(n):
            raise LookupError(n)

        def fail_at(n, bad=13):
            if n == bad:
                raise LookupError(n)
            return n

        def spin(n=0):
            test_kernels.signal()
            while True:
                try:
                    while True:
                        pass
                except BaseException:
                    pass

        def spin_everywhere(n=0):
            for i in range(2):
                threading.Thread(target=spin).start()
            spin()

        def block(n=0):
            test_kernels.signal()
            lock = threading.Lock()
            lock.acquire()
            while True:
                try:
                    lock.acquire()
                except BaseException:
                    pass

        def stubborn(n=0):
            test_kernels.stubborn()

        def polite(n=0):
            test_kernels.polite()

        def remember(n):
            state.append(n)
            return len(state)

        def nested_call(n):
            state.append(n)
            return test_kernels.nested_call("work:remember", n)

        def nested_submit(n):
            return test_kernels.nested_submit("work:square", n)

        def nested_map(n):
            return test_kernels.nested_map("work:square", n)
        """);
  }

  @BeforeEach
  void latches() {
    ENTERED.set(new CountDownLatch(1));
    LEAVE.set(new CountDownLatch(1));
  }

  @AfterEach
  void end() {
    LEAVE.get().countDown();
    if (pool != null) {
      pool.close();
    }
  }

  private PythonPoolBuilder builder() {
    return PythonPool.builder()
        .name("runs")
        .maximumSize(1)
        .modulePath(modules)
        .kernels(Kernels.class)
        .acquireTimeout(PATIENCE);
  }

  private void start(PythonPoolBuilder builder) {
    pool = builder.build();
    POOL.set(pool);
    // The module is there before the clock of a limited run starts.
    try (PythonLease lease = pool.acquire()) {
      lease.runTimeout(PATIENCE).exec("import work");
    }
  }

  private void awaitEntered() throws InterruptedException {
    assertThat(ENTERED.get().await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private void awaitAllEnded() {
    Awaitility.await().atMost(PATIENCE).until(() -> pool.statistics().ending() == 0);
  }

  @Test
  void pythonThatSwallowsEverythingIsEndedAtTheLimit() {
    start(builder().runTimeout(Duration.ofMillis(300)));
    for (String function : List.of("work:spin", "work:spin_everywhere", "work:block")) {
      assertThatThrownBy(() -> pool.call(function, Void.class))
          .as(function)
          .isInstanceOf(PythonTimeoutException.class)
          .hasMessageContaining(function + " ran longer than its limit of 300 ms");
      awaitAllEnded();
      assertThat(eval("1 + 1")).isEqualTo(2);
    }
    PoolStatistics statistics = pool.statistics();
    assertThat(statistics.runTimeouts()).isEqualTo(3);
    assertThat(statistics.retired()).containsEntry(RetirementCause.TIMED_OUT, 3L);
    assertThat(statistics.created()).isEqualTo(4);
    assertThat(statistics.active()).isZero();
  }

  private long eval(String expression) {
    try (PythonLease lease = pool.acquire()) {
      return Objects.requireNonNull(lease.runTimeout(PATIENCE).eval(expression, long.class));
    }
  }

  @Test
  void aKernelThatDoesNotReturnIsNamedAndItsContextReplaced() {
    start(builder().runTimeout(Duration.ofSeconds(5)).maximumStuck(1));
    assertThatThrownBy(() -> pool.call("work:stubborn", Void.class))
        .isInstanceOf(PythonTimeoutException.class)
        .hasMessageContaining("in the kernel test_kernels.stubborn");
    Awaitility.await().atMost(PATIENCE).until(() -> pool.statistics().stuck() == 1);
    assertThat(eval("1 + 1")).isEqualTo(2);

    LEAVE.get().countDown();
    awaitAllEnded();
    assertThat(pool.statistics().stuck()).isZero();
  }

  @Test
  void aKernelThatMindsInterruptsEndsAtTheLimit() {
    start(builder().runTimeout(Duration.ofSeconds(2)));
    assertThatThrownBy(() -> pool.call("work:polite", Void.class))
        .isInstanceOf(PythonTimeoutException.class);
    awaitAllEnded();
  }

  @Test
  void aLeaseWhoseRunPassedItsLimitSaysSo() {
    start(builder());
    try (PythonLease lease = pool.acquire()) {
      lease.runTimeout(Duration.ofMillis(200));
      assertThatThrownBy(() -> lease.exec("while True: pass"))
          .isInstanceOf(PythonTimeoutException.class)
          .hasMessageContaining("200 ms");
      assertThatThrownBy(() -> lease.exec("pass"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("passed its time limit");
    }
    assertThat(eval("1 + 1")).isEqualTo(2);
  }

  @Test
  void cancellingASubmissionStopsItsPython() throws Exception {
    start(builder());
    CompletableFuture<Void> running = pool.submit("work:spin", Void.class);
    CompletableFuture<Long> queued = pool.submit("work:square", long.class, 3);
    CompletableFuture<Long> cancelledInQueue = pool.submit("work:square", long.class, 4);
    awaitEntered();
    assertThat(queued).isNotDone();
    assertThat(cancelledInQueue.cancel(false)).isTrue();
    assertThat(running.cancel(false)).isTrue();
    assertThatThrownBy(running::join).isInstanceOf(CancellationException.class);
    assertThat(queued.get(60, TimeUnit.SECONDS)).isEqualTo(9);
    awaitAllEnded();
    assertThat(pool.statistics().retired()).containsEntry(RetirementCause.CANCELLED, 1L);
    assertThat(pool.statistics().waiting()).isZero();
  }

  @Test
  void interruptingTheWaitingThreadStopsItsPython() throws Exception {
    start(builder());
    for (String function : List.of("work:spin", "work:block")) {
      latches();
      FutureTask<Boolean> caller =
          new FutureTask<>(() -> {
            assertThatThrownBy(() -> pool.call(function, Void.class))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("Interrupted");
            return Thread.currentThread().isInterrupted();
          });
      Thread thread = Thread.ofPlatform().start(caller);
      awaitEntered();
      thread.interrupt();
      assertThat(caller.get(60, TimeUnit.SECONDS)).as("the interrupt is kept").isTrue();
    }
    awaitAllEnded();
    assertThat(eval("1 + 1")).isEqualTo(2);
  }

  @Test
  void interruptingAThreadThatWaitsForAContextEndsTheWait() throws Exception {
    start(builder());
    try (PythonLease lease = pool.acquire()) {
      FutureTask<Boolean> caller =
          new FutureTask<>(() -> {
            assertThatThrownBy(pool::acquire).isInstanceOf(CancellationException.class);
            return Thread.currentThread().isInterrupted();
          });
      Thread thread = Thread.ofPlatform().start(caller);
      Awaitility.await().until(() -> pool.statistics().waiting() == 1);
      thread.interrupt();
      assertThat(caller.get(60, TimeUnit.SECONDS)).isTrue();
      assertThat(pool.statistics().waiting()).isZero();
      assertThat(lease.eval("1", int.class)).isEqualTo(1);
    }
  }

  @Test
  void virtualThreadsCallAndMapButDoNotLease() throws Exception {
    start(builder());
    FutureTask<List<Long>> virtual =
        new FutureTask<>(() -> {
          assertThatThrownBy(pool::acquire)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("use the pool's call, submit or map");
          return List.of(
              pool.call("work:square", long.class, 2),
              pool.submit("work:square", long.class, 3).join(),
              pool.map("work:square", long.class, List.of(4)).getFirst());
        });
    Thread.ofVirtual().start(virtual);
    assertThat(virtual.get(60, TimeUnit.SECONDS)).containsExactly(4L, 9L, 16L);
  }

  @Test
  void javaThatPythonCalledGetsTheContextThatItRunsIn() {
    start(builder().runTimeout(PATIENCE));
    // Two entries: one by Python, one by the call from the kernel; another context would have one.
    assertThat(pool.call("work:nested_call", long.class, 5)).isEqualTo(2);
    PythonLease lease = pool.acquire();
    try (PythonLease same = pool.acquire()) {
      assertThat(same.id()).isEqualTo(lease.id());
      assertThat(lease.call("work:nested_call", long.class, 5)).isEqualTo(4);
      assertThat(same.call("work:remember", long.class, 5)).isEqualTo(5);
      assertThat(pool.call("work:remember", long.class, 5)).isEqualTo(6);
      lease.close();
      assertThat(pool.statistics().active()).as("the inner lease is open").isEqualTo(1);
    }
    assertThat(pool.statistics().active()).isZero();
  }

  @Test
  void aLeaseCanBeCancelledByAnyThread() throws Exception {
    start(builder());
    FutureTask<Void> running =
        new FutureTask<>(() -> {
          try (PythonLease lease = pool.acquire()) {
            LEASE.set(lease);
            return lease.call("work:spin", Void.class);
          }
        });
    Thread.ofPlatform().start(running);
    assertThat(ENTERED.get().await(60, TimeUnit.SECONDS)).isTrue();
    LEASE.get().cancel();
    assertThatThrownBy(() -> running.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CancellationException.class);
    assertThat(pool.call("work:square", long.class, 3)).isEqualTo(9);
  }

  @Test
  void workThatCouldOnlyWaitForItselfFailsAtOnce() {
    start(builder());
    for (String function : List.of("work:nested_submit", "work:nested_map")) {
      assertThatThrownBy(() -> pool.call(function, long.class, 5))
          .isInstanceOf(PythonException.class)
          .hasMessageContaining("would wait for itself");
    }
    assertThat(pool.statistics().waiting()).isZero();
    assertThat(eval("1 + 1")).isEqualTo(2);
  }

  @Test
  void workWaitsForAnotherContextWhereThereIsOne() {
    start(builder().maximumSize(2));
    assertThat(pool.call("work:nested_submit", long.class, 5)).isEqualTo(25);
    assertThat(pool.call("work:nested_map", long.class, 5)).isEqualTo(2);
  }

  @Test
  void aMapThrowsItsFirstFailureWithItsIndexAndCancelsTheRest() {
    start(builder().maximumSize(2));
    List<Integer> items = IntStream.range(0, 2000).boxed().toList();
    assertThat(pool.map("work:square", long.class, items))
        .isEqualTo(items.stream().map(n -> (long) n * n).toList());
    assertThat(pool.map("work:square", long.class, List.of())).isEmpty();
    assertThatThrownBy(() -> pool.map("work:fail_at", long.class, items))
        .isInstanceOfSatisfying(
            PythonMapException.class,
            e -> {
              assertThat(e.index()).isEqualTo(13);
              assertThat(e).hasCauseInstanceOf(PythonException.class);
            });
    assertThat(pool.statistics().waiting()).isZero();
    assertThat(eval("1 + 1")).isEqualTo(2);
  }

  @Test
  void aMapPastItsLimitEndsWhatStillRuns() {
    start(builder().maximumSize(2).runTimeout(Duration.ofMillis(300)));
    assertThatThrownBy(() -> pool.map("work:spin", Void.class, List.of(1, 2, 3, 4)))
        .isInstanceOf(PythonMapException.class)
        .hasCauseInstanceOf(PythonTimeoutException.class);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(pool.statistics().active()).isZero();
          assertThat(pool.statistics().waiting()).isZero();
          assertThat(pool.statistics().ending()).isZero();
        });
  }

  @Test
  void interruptingAMapEndsAllOfIt() throws Exception {
    start(builder());
    FutureTask<Boolean> caller =
        new FutureTask<>(() -> {
          assertThatThrownBy(() -> pool.map("work:spin", Void.class, List.of(1, 2)))
              .isInstanceOf(CancellationException.class);
          return Thread.currentThread().isInterrupted();
        });
    Thread thread = Thread.ofPlatform().start(caller);
    awaitEntered();
    thread.interrupt();
    assertThat(caller.get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(eval("1 + 1")).isEqualTo(2);
    assertThat(pool.statistics().waiting()).isZero();
  }

  @Test
  void aLeaseClosedWhileALentThreadRunsGoesBackWhenThatEnds() throws Exception {
    start(builder());
    PythonLease lease = pool.acquire();
    FutureTask<Void> lent = new FutureTask<>(() -> lease.call("work:stubborn", Void.class));
    Thread.ofPlatform().start(lent);
    awaitEntered();
    lease.close();
    assertThat(pool.statistics().active()).isEqualTo(1);
    LEAVE.get().countDown();
    lent.get(60, TimeUnit.SECONDS);
    assertThat(pool.statistics().active()).isZero();
  }

  @Test
  void closingThePoolEndsWaitersAndRunningPython() throws Exception {
    start(builder().closeTimeout(Duration.ofMillis(200)));
    CompletableFuture<Void> running = pool.submit("work:spin", Void.class);
    awaitEntered();
    CompletableFuture<Long> queued = pool.submit("work:square", long.class, 3);
    FutureTask<PythonLease> waiter = new FutureTask<>(pool::acquire);
    Thread.ofPlatform().start(waiter);
    Awaitility.await().until(() -> pool.statistics().waiting() == 2);
    pool.close();
    pool.close();
    assertThatThrownBy(queued::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("was closed while this call waited");
    assertThatThrownBy(waiter::get).hasMessageContaining("was closed while this call waited");
    assertThatThrownBy(running::join)
        .isInstanceOf(CancellationException.class)
        .hasStackTraceContaining("the pool was closed");
    for (Runnable use :
        List.<Runnable>of(
            pool::acquire,
            () -> pool.call("work:square", long.class, 1),
            () -> pool.submit("work:square", long.class, 1),
            () -> pool.map("work:square", long.class, List.of(1)))) {
      assertThatThrownBy(use::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Pool \"runs\" is closed");
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("runs-")));
    assertThat(pool.statistics()).hasToString("total 0, active 0, idle 0, waiting 0");
  }

  @Test
  void closingThePoolFreesWhoeverWaitsForAKernelThatDoesNotReturn() throws Exception {
    start(builder().closeTimeout(Duration.ofMillis(100)));
    FutureTask<Void> caller = new FutureTask<>(() -> pool.call("work:stubborn", Void.class));
    Thread.ofPlatform().start(caller);
    awaitEntered();
    pool.close();
    assertThatThrownBy(() -> caller.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CancellationException.class)
        .hasMessageContaining("was closed");
    assertThat(pool.statistics().stuck()).isEqualTo(1);
  }

  @Test
  void aPoolClosedByAThreadThatHoldsALeaseDoesNotWaitForIt() {
    start(builder().closeTimeout(Duration.ofDays(1)));
    PythonLease lease = pool.acquire();
    pool.close();
    assertThatThrownBy(() -> lease.exec("pass"))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("the pool was closed");
    lease.close();
  }

  @Test
  void noMoreCallsAreInFlightThanContexts() {
    start(builder().maximumSize(2));
    AtomicInteger most = new AtomicInteger();
    List<CompletableFuture<Long>> futures =
        IntStream.range(0, 200).mapToObj(n -> pool.submit("work:square", long.class, n)).toList();
    for (CompletableFuture<Long> future : futures) {
      most.accumulateAndGet(pool.statistics().active(), Math::max);
      assertThat(future.join()).isNotNull();
    }
    assertThat(most.get()).isBetween(0, 2);
    assertThat(pool.statistics().created()).isLessThanOrEqualTo(2);
    assertThat(pool.statistics().waits().count()).isGreaterThanOrEqualTo(200);
  }
}
