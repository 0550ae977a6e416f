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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What executors of contexts do to the pool that they take their workers from. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContextExecutorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final AtomicReference<CountDownLatch> ENTERED = new AtomicReference<>();
  private static final AtomicReference<CountDownLatch> LEAVE = new AtomicReference<>();

  @TempDir static Path modules;
  private PythonPool pool;

  @KernelModule("test_kernels")
  static final class Kernels {
    /** Tells the test that Python has come here. */
    @Kernel(gil = Gil.RELEASE)
    static void signal() {
      ENTERED.get().countDown();
    }

    /** Returns when the test says so. */
    @Kernel(gil = Gil.RELEASE)
    static void wait_for_test() throws InterruptedException {
      LEAVE.get().await();
    }

    /** Returns when as many have come here as the test wants. */
    @Kernel(gil = Gil.RELEASE)
    static void meet() throws InterruptedException {
      ENTERED.get().countDown();
      ENTERED.get().await();
    }
  }

  @BeforeAll
  static void write() throws Exception {
    Files.writeString(
        modules.resolve("work.py"),
        """
        import test_kernels
        from polygil import Buffer
        from polygil.futures import BrokenExecutor, ContextPoolExecutor, TimeoutError

        kept = []

        def double(n):
            return 2 * n

        def spin(n=0):
            test_kernels.signal()
            while True:
                try:
                    while True:
                        pass
                except BaseException:
                    pass

        def signal_and_wait(n):
            test_kernels.signal()
            test_kernels.wait_for_test()
            return n

        def outer(function, n):
            with ContextPoolExecutor(1) as executor:
                return executor.submit(globals()[function], n).result()

        def outer_spins(n=0):
            return outer("spin", n)

        def outer_doubles(n):
            return outer("double", n)

        def keeps_an_executor(n):
            kept.append(ContextPoolExecutor(1))
            return kept[0].submit(double, n).result()

        def keeps_a_running_task(n):
            kept.append(ContextPoolExecutor(1))
            kept.append([kept[0].submit(signal_and_wait, n) for _ in range(5)])
            return n

        def states_of_kept_tasks():
            return [each.exception(60) is not None for each in kept[1]]

        def nested(n):
            try:
                return outer("double", n)
            except BrokenExecutor as error:
                return str(error.__cause__)

        def outer_nests(n):
            return outer("nested", n)

        def meets_and_doubles(n):
            test_kernels.meet()
            return nested(n)

        def workers(n):
            try:
                ContextPoolExecutor(n)
            except Exception as error:
                return f"{type(error).__name__}: {error}"
            return "made"

        def passes_limit(n):
            with ContextPoolExecutor(1) as executor:
                try:
                    executor.submit(spin).result()
                except TimeoutError as error:
                    return [str(error), executor.submit(double, n).result()]

        def fill(holder, value):
            for index in range(len(holder["buffer"])):
                holder["buffer"][index] = value
            return [holder["buffer"], Buffer(b"new")]

        def shares():
            buffer = Buffer([1.0, 2.0], "d")
            with ContextPoolExecutor(1) as executor:
                back, new = executor.submit(fill, {"buffer": buffer}, 7.5).result()
            back[1] = 8.5
            return [buffer.tolist(), bytes(new)]

        def from_thread(n):
            import threading
            found = []
            thread = threading.Thread(target=lambda: found.append(outer("double", n)))
            thread.start()
            thread.join()
            return found[0]
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

  private void start(int size) {
    pool = builder(size).build();
  }

  private static PythonPoolBuilder builder(int size) {
    return PythonPool.builder()
        .name("executors")
        .maximumSize(size)
        .modulePath(modules)
        .kernels(Kernels.class)
        .closeTimeout(Duration.ofMillis(100))
        .acquireTimeout(PATIENCE);
  }

  private void awaitEntered() throws InterruptedException {
    assertThat(ENTERED.get().await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private void awaitAllBack() {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          PoolStatistics statistics = pool.statistics();
          assertThat(List.of(statistics.active(), statistics.ending(), statistics.waiting()))
              .containsExactly(0, 0, 0);
        });
  }

  @Test
  void workersAreContextsOfThePoolAndGoBack() {
    start(3);
    assertThat(pool.call("work:outer_doubles", long.class, 4)).isEqualTo(8);
    assertThat(pool.call("work:from_thread", long.class, 5)).isEqualTo(10);
    awaitAllBack();
    assertThat(pool.statistics().total()).as("one worker, and its caller").isEqualTo(2);
  }

  @Test
  void buffersAreSharedBothWays() {
    start(2);
    List<?> shared = pool.call("work:shares", List.class);
    assertThat(shared.get(0)).isEqualTo(List.of(7.5, 8.5));
    assertThat(shared.get(1)).isEqualTo(new byte[] {'n', 'e', 'w'});
  }

  @Test
  void closingThePoolEndsTasksThatRun() throws Exception {
    start(3);
    CompletableFuture<Void> outer = pool.submit("work:outer_spins", Void.class);
    awaitEntered();
    pool.close();
    assertThatThrownBy(outer::join).isInstanceOf(CancellationException.class);
    assertThat(pool.statistics().total()).isZero();
    assertThat(pool.statistics().ending()).isZero();
  }

  @Test
  void cancellingTheCallerEndsItsTasks() throws Exception {
    start(2);
    CompletableFuture<Void> outer = pool.submit("work:outer_spins", Void.class);
    awaitEntered();
    assertThat(outer.cancel(true)).isTrue();
    awaitAllBack();
    assertThat(pool.statistics().retired()).containsEntry(RetirementCause.CANCELLED, 2L);
    assertThat(pool.call("work:outer_doubles", long.class, 4)).isEqualTo(8);
  }

  @Test
  void anExecutorThatIsNotShutDownEndsWithItsLease() throws Exception {
    start(2);
    assertThat(pool.call("work:keeps_an_executor", long.class, 4)).isEqualTo(8);
    awaitAllBack();

    try (PythonLease lease = pool.acquire()) {
      lease.exec("import work; work.kept.clear()");
      assertThat(lease.call("work:keeps_a_running_task", long.class, 1)).isEqualTo(1);
      awaitEntered();
    }
    assertThat(pool.statistics().active()).as("its task goes on").isEqualTo(1);
    LEAVE.get().countDown();
    awaitAllBack();
    assertThat(pool.statistics().retired().values()).as("by itself").allMatch(count -> count == 0);
    try (PythonLease one = pool.acquire();
        PythonLease other = pool.acquireAnother()) {
      PythonLease kept =
          Boolean.TRUE.equals(one.eval("len(__import__('work').kept) == 2", Boolean.class))
              ? one
              : other;
      List<?> failed = kept.call("work:states_of_kept_tasks", List.class);
      assertThat(failed)
          .as("nobody waits for ever")
          .isEqualTo(List.of(true, true, true, true, true));
    }
  }

  @Test
  void anIdleWorkerGivesItsContextUpWhereItIsWanted() {
    start(2);
    try (PythonLease lease = pool.acquire()) {
      assertThat(lease.call("work:keeps_an_executor", long.class, 1)).isEqualTo(2);
      assertThat(pool.statistics().active()).isEqualTo(2);
      CompletableFuture<Long> other = pool.submit("work:double", long.class, 3);
      assertThat(other.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo(6);
      lease.exec("import work; assert work.kept[0].submit(work.double, 5).result() == 10");
    }
    awaitAllBack();
  }

  @Test
  void aCallerWaitsForAContextThatOthersHave() throws Exception {
    start(2);
    CompletableFuture<Long> busy = pool.submit("work:signal_and_wait", long.class, 1);
    awaitEntered();
    CompletableFuture<Long> waits = pool.submit("work:outer_doubles", long.class, 2);
    Awaitility.await().atMost(PATIENCE).until(() -> pool.statistics().waiting() == 1);
    assertThat(waits).isNotDone();
    LEAVE.get().countDown();
    assertThat(busy.join()).isEqualTo(1);
    assertThat(waits.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(4);
  }

  @Test
  void anExecutorWhoseTasksCouldOnlyWaitForTheirCallersBreaks() {
    start(2);
    assertThat(pool.call("work:outer_nests", String.class, 1))
        .contains("this work would wait for itself")
        .contains("raise maximumSize");
    awaitAllBack();
  }

  @Test
  void nestedExecutorsWorkWhereThePoolHasRoom() {
    start(3);
    assertThat(pool.call("work:outer_nests", long.class, 4)).isEqualTo(8);
  }

  @Test
  void ofCallersThatWaitForOneAnotherOneBreaks() throws Exception {
    start(2);
    ENTERED.set(new CountDownLatch(2));
    CompletableFuture<Object> one = pool.submit("work:meets_and_doubles", Object.class, 1);
    CompletableFuture<Object> other = pool.submit("work:meets_and_doubles", Object.class, 1);
    List<Object> results =
        List.of(
            one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS),
            other.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    assertThat(results).contains(2L).anyMatch(each -> each.toString().contains("wait for itself"));
  }

  @Test
  void tooManyWorkersAndPoolsOfOneContextAreRefused() {
    start(2);
    assertThat(pool.call("work:workers", String.class, 1)).isEqualTo("made");
    assertThat(pool.call("work:workers", String.class, 5))
        .startsWith("ValueError: max_workers must be at most 1, got 5: pool \"executors\" has 2")
        .endsWith("raise its maximumSize to 6");
    try (PythonPool single = builder(1).build()) {
      assertThat(single.call("work:workers", String.class, 1))
          .isEqualTo(
              "RuntimeError: a ContextPoolExecutor needs a context beside its own, but pool"
                  + " \"executors\" has one at most: raise its maximumSize to 2 or more");
    }
  }

  @Test
  void aTaskPastTheTimeLimitFailsAlone() {
    pool = builder(2).runTimeout(Duration.ofSeconds(15)).build();
    try (PythonLease lease = pool.acquire()) {
      lease.runTimeout(PATIENCE);
      assertThat(lease.call("work:passes_limit", List.class, 4).get(1)).isEqualTo(8L);
    }
    assertThat(pool.statistics().retired()).containsEntry(RetirementCause.TIMED_OUT, 1L);
    awaitAllBack();
  }

  @Test
  void freshContextsWorkForExecutorsToo() {
    pool = builder(3).isolation(Isolation.FRESH).build();
    assertThat(pool.call("work:outer_doubles", long.class, 4)).isEqualTo(8);
  }

  @Test
  void resetContextsWorkForExecutorsToo() {
    pool = builder(2).isolation(Isolation.RESET).build();
    assertThat(pool.call("work:outer_doubles", long.class, 4)).isEqualTo(8);
    assertThat(pool.call("work:outer_doubles", long.class, 5)).isEqualTo(10);
    awaitAllBack();
    assertThat(pool.statistics().retired()).containsEntry(RetirementCause.FAILED_RESET, 0L);
  }

  @Test
  void withoutALeaseThereIsNoExecutor() {
    pool =
        builder(2)
            .warmUp(
                "from polygil.futures import ContextPoolExecutor\n"
                    + "ContextPoolExecutor(1).submit(abs, 1)")
            .build();
    assertThatThrownBy(() -> pool.acquire().close())
        .hasRootCauseInstanceOf(PythonException.class)
        .hasMessageContaining("nobody has leased this context");
  }
}
