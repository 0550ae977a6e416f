package io.polygil.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.trace.TracedKernels.Gate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads are brought into known states by gates, and looked at there. */
class GilWatchTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static PythonPool pool;
  private GilWatch watch;

  @BeforeAll
  static void start() {
    pool = PythonPool.builder().maximumSize(2).kernels(TracedKernels.class).build();
  }

  @AfterAll
  static void end() {
    pool.close();
  }

  @BeforeEach
  void watch() {
    watch = GilWatch.start(pool);
  }

  @AfterEach
  void endWatch() {
    watch.close();
  }

  @Test
  void tellsWhoHoldsInAKernelAndWhoWaits() throws Exception {
    Gate gate = TracedKernels.gate("held");
    try (PythonLease lease = pool.acquire()) {
      FutureTask<Void> holder = start("holder", lease, "import traced\ntraced.hold('held')");
      gate.awaitReached();
      FutureTask<Void> waiter = start("waiter", lease, "x = 1");
      Awaitility.await().atMost(LIMIT).until(() -> state("waiter") == GilState.WAITING);
      assertThat(lane("holder").state()).isEqualTo(GilState.HELD);
      assertThat(lane("holder").kernel()).isEqualTo("traced.hold");
      assertThat(lane("waiter").context()).isEqualTo(lane("holder").context());
      gate.open().countDown();
      holder.get(60, TimeUnit.SECONDS);
      waiter.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void tellsKernelsThatHaveReleasedTheGil() throws Exception {
    Gate gate = TracedKernels.gate("released");
    Gate other = TracedKernels.gate("detached");
    try (PythonLease lease = pool.acquire()) {
      FutureTask<Void> first = start("first", lease, "import traced\ntraced.release('released')");
      gate.awaitReached();
      FutureTask<Void> second = start("second", lease, "import traced\ntraced.detach('detached')");
      other.awaitReached();
      assertThat(List.of(state("first"), state("second")))
          .containsExactly(GilState.RELEASED, GilState.RELEASED);
      gate.open().countDown();
      other.open().countDown();
      first.get(60, TimeUnit.SECONDS);
      second.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void tellsPythonThreadsThatWaitForSomethingElse() throws Exception {
    Gate gate = TracedKernels.gate("in thread");
    try (PythonLease lease = pool.acquire()) {
      FutureTask<Void> main =
          start(
              "main thread",
              lease,
              """
              import threading, traced
              t = threading.Thread(target=traced.release, args=('in thread',), name='helper')
              t.start()
              t.join()
              """);
      gate.awaitReached();
      Awaitility.await().atMost(LIMIT).until(() -> state("main thread") == GilState.BLOCKED);
      assertThat(watch.lanes())
          .filteredOn(lane -> lane.state() == GilState.RELEASED)
          .singleElement()
          .satisfies(lane -> assertThat(lane.kernel()).isEqualTo("traced.release"));
      gate.open().countDown();
      main.get(60, TimeUnit.SECONDS);
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(watch.lanes()).noneMatch(lane -> lane.state() != GilState.IDLE));
    }
  }

  @Test
  void tellsCallbacksFromTheirKernels() throws Exception {
    Gate gate = TracedKernels.gate("nested");
    try (PythonLease lease = pool.acquire()) {
      FutureTask<Void> run =
          start("nested", lease, "import traced\ntraced.call(lambda: traced.hold('nested'))");
      gate.awaitReached();
      assertThat(lane("nested").state()).isEqualTo(GilState.HELD);
      assertThat(lane("nested").kernel()).isEqualTo("traced.hold");
      gate.open().countDown();
      run.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void contextsHaveNumbersOfTheirOwn() throws Exception {
    Gate one = TracedKernels.gate("one");
    Gate two = TracedKernels.gate("two");
    try (PythonLease first = pool.acquire();
        PythonLease second = pool.acquireAnother()) {
      FutureTask<Void> a = start("a", first, "import traced\ntraced.hold('one')");
      FutureTask<Void> b = start("b", second, "import traced\ntraced.hold('two')");
      one.awaitReached();
      two.awaitReached();
      assertThat(state("a")).isEqualTo(GilState.HELD);
      assertThat(state("b")).isEqualTo(GilState.HELD);
      assertThat(lane("a").context()).isNotEqualTo(lane("b").context());
      one.open().countDown();
      two.open().countDown();
      a.get(60, TimeUnit.SECONDS);
      b.get(60, TimeUnit.SECONDS);
    }
  }

  private GilState state(String thread) {
    return watch.lanes().stream()
        .filter(lane -> lane.name().equals(thread))
        .map(Lane::state)
        .findFirst()
        .orElse(GilState.IDLE);
  }

  private Lane lane(String thread) {
    return watch.lanes().stream()
        .filter(lane -> lane.name().equals(thread))
        .findFirst()
        .orElseThrow();
  }

  private static FutureTask<Void> start(String name, PythonLease lease, String code) {
    FutureTask<Void> task =
        new FutureTask<>(() -> {
          lease.exec(code);
          return null;
        });
    Thread.ofPlatform().name(name).start(task);
    return task;
  }
}
