package io.polygil.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.trace.TracedKernels.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs whose waits are known from gates that the test opens: each wait lasts at least from when
 * the test has seen the thread wait until it opens the gate, and at most from the thread's start to
 * its end.
 */
class GilTraceTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  // Between the test's clock and the recorder's.
  private static final long ERROR_NANOS = 2_000_000;
  private static final int SHORT_CALLS = 5_000;

  private static PythonPool pool;

  @BeforeAll
  static void start() {
    pool =
        PythonPool.builder().maximumSize(2).kernels(TracedKernels.class, ThreadNames.class).build();
  }

  @AfterAll
  static void end() {
    pool.close();
  }

  @Test
  void aWaitIsTheOneThatTheTestHasSeen() throws Exception {
    Gate gate = TracedKernels.gate("traced");
    long waiting;
    long opened;
    long started;
    long ended;
    GilTimeline timeline;
    try (PythonLease lease = pool.acquire();
        GilTrace trace = GilTrace.start(pool)) {
      Running holder = run("holder", lease, "import traced\n\n\ntraced.hold('traced')");
      gate.awaitReached();
      started = System.nanoTime();
      Running waiter = run("waiter", lease, "x = 1");
      Awaitility.await().atMost(LIMIT).until(() -> waitsForGil(waiter.thread()));
      waiting = System.nanoTime();
      // Long enough for the sampler to ask, and to be more than the error.
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .until(() -> System.nanoTime() - waiting > 20 * ERROR_NANOS);
      opened = System.nanoTime();
      gate.open().countDown();
      holder.join();
      waiter.join();
      ended = System.nanoTime();
      timeline = trace.stop();
    }
    GilWait wait =
        timeline.waits().stream()
            .filter(each -> each.thread().equals("waiter"))
            .max(Comparator.comparingLong(GilWait::nanos))
            .orElseThrow();
    assertThat(wait.nanos())
        .isBetween(opened - waiting - ERROR_NANOS, ended - started + ERROR_NANOS);
    assertThat(wait.holder()).isEqualTo("holder");
    assertThat(wait.holderKernel()).isEqualTo("traced.hold");
    assertThat(wait.holderLine()).endsWith(":4");
    assertThat(GilDoctor.examine(timeline))
        .anyMatch(sentence ->
            sentence.contains("traced.hold")
                && sentence.contains("\"waiter\"")
                && sentence.contains("declare it Gil.RELEASE"));
    assertLanesAreWhole(timeline);
  }

  @Test
  void nobodyWaitsForAKernelThatHasReleasedTheGil() throws Exception {
    Gate gate = TracedKernels.gate("released");
    GilTimeline timeline;
    long reached;
    long opened;
    try (PythonLease lease = pool.acquire();
        GilTrace trace = GilTrace.start(pool)) {
      Running inKernel = run("in kernel", lease, "import traced\ntraced.release('released')");
      gate.awaitReached();
      reached = System.nanoTime();
      Running other = run("other", lease, "x = sum(range(1000))");
      other.join();
      opened = System.nanoTime();
      gate.open().countDown();
      inKernel.join();
      timeline = trace.stop();
    }
    assertThat(lane(timeline, "in kernel").nanos(GilState.RELEASED))
        .isGreaterThanOrEqualTo(opened - reached - ERROR_NANOS);
    assertThat(timeline.waits()).noneMatch(wait -> "traced.release".equals(wait.holderKernel()));
    assertThat(lane(timeline, "other").nanos(GilState.RUNNING)).isPositive();
    assertLanesAreWhole(timeline);
  }

  @Test
  void nestedStatesAreToldApart() throws Exception {
    Gate detached = TracedKernels.gate("detached");
    Gate nested = TracedKernels.gate("nested");
    GilTimeline timeline;
    try (PythonLease lease = pool.acquire();
        GilTrace trace = GilTrace.start(pool)) {
      Running one = run("detaches", lease, "import traced\ntraced.detach('detached')");
      detached.awaitReached();
      detached.open().countDown();
      one.join();
      Running two =
          run("calls back", lease, "import traced\ntraced.call(lambda: traced.hold('nested'))");
      nested.awaitReached();
      nested.open().countDown();
      two.join();
      timeline = trace.stop();
    }
    assertThat(states(lane(timeline, "detaches")))
        .containsSubsequence(GilState.HELD, GilState.RELEASED, GilState.HELD);
    assertThat(states(lane(timeline, "calls back")))
        .containsSubsequence(GilState.RELEASED, GilState.RUNNING, GilState.HELD, GilState.RELEASED);
    assertLanesAreWhole(timeline);
  }

  @Test
  void pythonThreadsHaveTheirNamesAndWaitForOtherThings() throws Exception {
    Gate gate = TracedKernels.gate("named");
    GilTimeline timeline;
    try (PythonLease lease = pool.acquire()) {
      ThreadNames.follow(lease);
      try (GilTrace trace = GilTrace.start(pool)) {
        Running main =
            run(
                "starts it",
                lease,
                """
                import threading, traced
                t = threading.Thread(target=traced.release, args=('named',), name='my worker')
                t.start()
                t.join()
                """);
        gate.awaitReached();
        Awaitility.await()
            .atMost(LIMIT)
            .until(() -> main.thread().getState() != Thread.State.RUNNABLE);
        gate.open().countDown();
        main.join();
        timeline = trace.stop();
      }
    }
    assertThat(lane(timeline, "my worker").nanos(GilState.RELEASED)).isPositive();
    assertThat(lane(timeline, "starts it").nanos(GilState.BLOCKED)).isPositive();
    assertLanesAreWhole(timeline);
  }

  @Test
  void systemCallsThatReleaseTheGilAreWaits() throws Exception {
    GilTimeline timeline;
    try (PythonPool open = PythonPool.builder().maximumSize(1).allowNetwork().build();
        PythonLease lease = open.acquire();
        GilTrace trace = GilTrace.start(open)) {
      lease.exec(
          """
          import select, socket
          server = socket.create_server(('127.0.0.1', 0))
          assert not select.select([server], [], [], 0.5)[0]
          """);
      timeline = trace.stop();
    }
    assertThat(timeline.lanes())
        .anySatisfy(lane -> assertThat(lane.nanos(GilState.BLOCKED)).isGreaterThan(400_000_000));
    assertLanesAreWhole(timeline);
  }

  @Test
  void everyCallIsCounted() throws Exception {
    GilTimeline timeline;
    try (PythonLease lease = pool.acquire();
        GilTrace trace = GilTrace.start(pool)) {
      lease.exec(
          "import traced\nfor i in range("
              + SHORT_CALLS
              + "):\n    traced.spin(0)\ntraced.spin(5_000_000)");
      timeline = trace.stop();
    }
    assertThat(timeline.kernels())
        .singleElement()
        .satisfies(kernel -> {
          assertThat(kernel.calls()).isEqualTo(SHORT_CALLS + 1);
          assertThat(kernel.shortCalls()).isLessThan(kernel.calls());
          assertThat(kernel.nanos()).isGreaterThanOrEqualTo(5_000_000);
        });
    assertThat(GilDoctor.examine(timeline)).singleElement().asString().contains("One thread");
    assertLanesAreWhole(timeline);
  }

  @Test
  void contextsDoNotWaitForEachOther() throws Exception {
    Gate one = TracedKernels.gate("first");
    Gate two = TracedKernels.gate("second");
    GilTimeline timeline;
    try (PythonLease first = pool.acquire();
        PythonLease second = pool.acquireAnother();
        GilTrace trace = GilTrace.start(pool)) {
      Running a = run("a", first, "import traced\ntraced.hold('first')");
      Running b = run("b", second, "import traced\ntraced.hold('second')");
      one.awaitReached();
      two.awaitReached();
      one.open().countDown();
      two.open().countDown();
      a.join();
      b.join();
      timeline = trace.stop();
    }
    assertThat(lane(timeline, "a").context()).isNotEqualTo(lane(timeline, "b").context());
    assertThat(timeline.waits())
        .noneMatch(wait -> "a".equals(wait.holder()) || "b".equals(wait.holder()));
    assertLanesAreWhole(timeline);
  }

  @Test
  void whatIsNotOverAtTheEndIsInTheTimeline() throws Exception {
    Gate gate = TracedKernels.gate("goes on");
    GilTimeline timeline;
    try (PythonLease lease = pool.acquire();
        GilTrace trace = GilTrace.start(pool)) {
      Running goesOn = run("goes on", lease, "import traced\ntraced.hold('goes on')");
      gate.awaitReached();
      timeline = trace.stop();
      gate.open().countDown();
      goesOn.join();
    }
    assertThat(lane(timeline, "goes on").nanos(GilState.HELD)).isPositive();
    assertLanesAreWhole(timeline);
  }

  @Test
  void anyFlightRecordingTellsTheWaits(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("service.jfr");
    Gate gate = TracedKernels.gate("service");
    try (PythonLease lease = pool.acquire();
        Recording recording = new Recording()) {
      recording.enable("jdk.ThreadPark").withThreshold(Duration.ofMillis(1)).withStackTrace();
      recording.start();
      Running holder = run("holder", lease, "import traced\ntraced.hold('service')");
      gate.awaitReached();
      Running waiter = run("waiter", lease, "x = 1");
      Awaitility.await().atMost(LIMIT).until(() -> waitsForGil(waiter.thread()));
      long waiting = System.nanoTime();
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .until(() -> System.nanoTime() - waiting > 5 * ERROR_NANOS);
      gate.open().countDown();
      holder.join();
      waiter.join();
      recording.stop();
      recording.dump(file);
    }
    GilTimeline timeline = GilTimeline.read(file);
    assertThat(timeline.waits())
        .anySatisfy(wait -> {
          assertThat(wait.thread()).isEqualTo("waiter");
          assertThat(wait.nanos()).isGreaterThan(4 * ERROR_NANOS);
        });
    assertThat(timeline.contexts()).containsExactly(0);
  }

  @Test
  void aSavedTraceReadsTheSameAgain(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("trace.jfr");
    GilTimeline timeline;
    try (PythonLease lease = pool.acquire();
        GilTrace trace = GilTrace.start(pool, "a program")) {
      lease.exec("import traced\ntraced.spin(2_000_000)");
      trace.save(file);
      timeline = trace.stop();
    }
    assertThat(timeline.program()).isEqualTo("a program");
    assertThat(GilTimeline.read(file)).isEqualTo(timeline);
  }

  @Test
  void whatIsNoRecordingIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("no.jfr"), "not a recording");
    assertThatThrownBy(() -> GilTimeline.read(file)).isInstanceOf(IOException.class);
  }

  /** Every moment is in one state, of every thread. */
  private static void assertLanesAreWhole(GilTimeline timeline) {
    assertThat(timeline.lanes()).isNotEmpty();
    for (TimelineLane lane : timeline.lanes()) {
      long at = 0;
      for (Segment segment : lane.segments()) {
        assertThat(segment.from()).isEqualTo(at);
        assertThat(segment.to()).isGreaterThan(at);
        at = segment.to();
      }
      assertThat(at).isEqualTo(timeline.nanos());
      long sum = Arrays.stream(GilState.values()).mapToLong(lane::nanos).sum();
      assertThat(sum).isEqualTo(timeline.nanos());
    }
  }

  private static List<GilState> states(TimelineLane lane) {
    return lane.segments().stream()
        .map(Segment::state)
        // What the JVM waits for while it runs Python for the first time may be all of it.
        .map(state -> state == GilState.BLOCKED ? GilState.RUNNING : state)
        .toList();
  }

  private static TimelineLane lane(GilTimeline timeline, String thread) {
    return timeline.lanes().stream()
        .filter(lane -> lane.name().equals(thread))
        .findFirst()
        .orElseThrow();
  }

  private static boolean waitsForGil(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("acquireGil"));
  }

  private static Running run(String name, PythonLease lease, String code) {
    FutureTask<Void> task =
        new FutureTask<>(() -> {
          lease.exec(code);
          return null;
        });
    return new Running(Thread.ofPlatform().name(name).start(task), task);
  }

  private record Running(Thread thread, FutureTask<Void> task) {
    void join() throws Exception {
      task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
