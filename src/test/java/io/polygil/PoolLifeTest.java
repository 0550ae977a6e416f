package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.context.PythonException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How contexts come, what they keep from lease to lease, what is told of them, and how they go. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolLifeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path modules;

  private static PythonPoolBuilder builder() {
    return PythonPool.builder().name("life").maximumSize(1).acquireTimeout(PATIENCE);
  }

  @Test
  void warmUpRunsOnceInEachNewContextBeforeItIsLent() {
    try (PythonPool pool =
        builder().warmUp("import sys, json\nsys.warmed = getattr(sys, 'warmed', 0) + 1").build()) {
      for (int i = 0; i < 3; i++) {
        try (PythonLease lease = pool.acquire()) {
          assertThat(lease.eval("__import__('sys').warmed", int.class)).isEqualTo(1);
          assertThat(lease.eval("'json' in __import__('sys').modules", boolean.class)).isTrue();
        }
      }
    }
  }

  @Test
  void aWarmUpThatRaisesIsTheWaitersExceptionAndThePoolLivesOn() throws Exception {
    Path module = Files.writeString(modules.resolve("preloaded.py"), "raise OSError('not yet')");
    try (PythonPool pool = builder().modulePath(modules).warmUp("import preloaded").build()) {
      assertThatThrownBy(pool::acquire)
          .isInstanceOf(ContextCreationException.class)
          .hasMessageContaining("life")
          .hasMessageContaining("OSError: not yet")
          .hasCauseInstanceOf(PythonException.class);
      Files.writeString(module, "ready = 1");
      try (PythonLease lease = pool.acquire()) {
        assertThat(lease.eval("__import__('preloaded').ready", int.class)).isEqualTo(1);
      }
      assertThat(pool.statistics().creationFailures()).isEqualTo(1);
      assertThat(pool.statistics().created()).isEqualTo(1);
    }
  }

  @Test
  void freshContextsAreNewAndPreparedAhead() {
    try (PythonPool pool = builder().isolation(Isolation.FRESH).build()) {
      for (int i = 0; i < 4; i++) {
        Awaitility.await().atMost(PATIENCE).until(() -> pool.statistics().idle() == 1);
        try (PythonLease lease = pool.acquire()) {
          assertThat(lease.eval("hasattr(__import__('sys'), 'touched')", boolean.class)).isFalse();
          lease.exec("import sys\nsys.touched = True");
        }
      }
      assertThat(pool.statistics().retired()).containsEntry(RetirementCause.USES, 4L);
    }
  }

  @Test
  void resetPutsBackWhatALeaseHasChanged() throws Exception {
    Files.writeString(modules.resolve("early.py"), "value = 1");
    Files.writeString(modules.resolve("late.py"), "value = 1");
    try (PythonPool pool =
        builder()
            .modulePath(modules)
            .warmUp("import early, json, threading")
            .isolation(Isolation.RESET)
            .build()) {
      String first;
      try (PythonLease lease = pool.acquire()) {
        first = lease.id();
        lease.exec(
            """
            import builtins, early, json, late, os, re, sys, datetime, collections, decimal
            early.value = late.value = 2
            early.added = 1
            json.dumps = None
            builtins.print = None
            del builtins.len
            sys.path.append('/elsewhere')
            sys.argv[:] = ['mine']
            os.environ['ADDED'] = 'x'
            """);
        assertThat(lease.call("late:__name__.upper", String.class)).isEqualTo("LATE");
      }
      try (PythonLease lease = pool.acquire()) {
        assertThat(lease.id()).as("the same context").isEqualTo(first.replace(".1", ".2"));
        lease.exec(
            """
            import early, json, os, re, sys, late, datetime, collections, decimal
            assert early.value == 1 and not hasattr(early, 'added')
            assert late.value == 1
            assert json.dumps([1]) == '[1]'
            assert len('abc') == 3 and callable(print)
            assert '/elsewhere' not in sys.path and sys.argv != ['mine']
            assert 'ADDED' not in os.environ
            assert re.sub('b+', '-', 'abba') == 'a-a'
            assert datetime.date(2026, 1, 2).isoformat() == '2026-01-02'
            assert decimal.Decimal('1.10') + 1 == decimal.Decimal('2.10')
            """);
      }
      try (PythonLease lease = pool.acquire()) {
        lease.exec(
            """
            import threading
            threading.Thread(target=threading.Event().wait, daemon=True).start()
            """);
      }
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(pool.statistics().retired())
                  .containsEntry(RetirementCause.FAILED_RESET, 1L));
      try (PythonLease lease = pool.acquire()) {
        assertThat(lease.id()).isEqualTo("2.1");
      }
    }
  }

  @Test
  void aContextIsReplacedAfterItsUsesOrWhenPythonEndsIt() {
    try (PythonPool pool = builder().maximumUses(2).build()) {
      assertThat(ids(pool, 3)).containsExactly("1.1", "1.2", "2.1");
      try (PythonLease lease = pool.acquire()) {
        assertThat(lease.id()).isEqualTo("2.2");
        assertThatThrownBy(() -> lease.exec("import os\nos._exit(3)"))
            .isInstanceOf(PythonException.class);
      }
      assertThat(ids(pool, 1)).containsExactly("3.1");
      assertThat(pool.statistics().retired())
          .containsEntry(RetirementCause.USES, 1L)
          .containsEntry(RetirementCause.CRASHED, 1L);
    }
  }

  private static List<String> ids(PythonPool pool, int leases) {
    return Stream.generate(
            () -> {
              try (PythonLease lease = pool.acquire()) {
                return lease.id();
              }
            })
        .limit(leases)
        .toList();
  }

  @Test
  void aLostLeaseIsFoundAndItsContextComesBack() {
    try (PythonPool pool = builder().build()) {
      loseOne(pool);
      assertThat(pool.statistics().active()).isEqualTo(1);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> {
            System.gc();
            return pool.statistics().active() == 0;
          });
      assertThat(ids(pool, 1)).containsExactly("1.2");
    }
  }

  private static void loseOne(PythonPool pool) {
    PythonLease lease = pool.acquire();
    assertThat(lease.eval("1", int.class)).isEqualTo(1);
  }

  @Test
  void outputComesInLinesWithTheLeasesId() {
    ConcurrentLinkedQueue<PythonOutput> lines = new ConcurrentLinkedQueue<>();
    try (PythonPool pool = builder().output(lines::add).warmUp("print('warm')").build()) {
      try (PythonLease lease = pool.acquire()) {
        lease.exec(
            "import sys\nprint('one\\n\\ntwo ü', flush=True)\nprint('bad', file=sys.stderr)");
        lease.exec("print('no end', end='', flush=True)");
      }
      pool.call("builtins:print", Void.class, "third");
    }
    assertThat(lines)
        .contains(
            new PythonOutput("life", "", PythonOutput.Stream.OUT, "warm"),
            new PythonOutput("life", "1.1", PythonOutput.Stream.OUT, "one"),
            new PythonOutput("life", "1.1", PythonOutput.Stream.OUT, ""),
            new PythonOutput("life", "1.1", PythonOutput.Stream.OUT, "two ü"),
            new PythonOutput("life", "1.1", PythonOutput.Stream.ERR, "bad"),
            new PythonOutput("life", "1.1", PythonOutput.Stream.OUT, "no end"),
            new PythonOutput("life", "1.2", PythonOutput.Stream.OUT, "third"));
  }

  @Test
  void aFlightRecordingHasLeasesAndContexts() throws Exception {
    Path file = modules.resolve("pool.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("io.polygil.Lease").withThreshold(Duration.ZERO);
      recording.enable("io.polygil.ContextCreated").withThreshold(Duration.ZERO);
      recording.start();
      try (PythonPool pool = builder().build()) {
        assertThat(pool.call("builtins:abs", int.class, -1)).isEqualTo(1);
        try (PythonLease lease = pool.acquire()) {
          lease.runTimeout(Duration.ofMillis(50));
          assertThatThrownBy(() -> lease.exec("while True: pass"))
              .isInstanceOf(PythonTimeoutException.class);
        }
      }
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events.stream().filter(e -> e.getEventType().getName().endsWith("ContextCreated")))
        .singleElement()
        .satisfies(e -> {
          assertThat(e.getString("pool")).isEqualTo("life");
          assertThat(e.getInt("context")).isEqualTo(1);
          assertThat(e.getDuration()).isPositive();
        });
    assertThat(
            events.stream()
                .filter(e -> e.getEventType().getName().equals("io.polygil.Lease"))
                .map(e -> e.getString("lease") + " " + e.getString("ended")))
        .containsExactlyInAnyOrder("1.1 ", "1.2 TIMED_OUT");
  }

  @Test
  void statisticsTellWhatHasHappened() {
    try (PythonPool pool = builder().build()) {
      try (PythonLease lease = pool.acquire()) {
        assertThat(lease.eval("1", int.class)).isEqualTo(1);
        assertThatThrownBy(() -> acquireAtOnce(pool)).isInstanceOf(PoolTimeoutException.class);
      }
      PoolStatistics statistics = pool.statistics();
      assertThat(statistics.acquireTimeouts()).isEqualTo(1);
      assertThat(statistics.created()).isEqualTo(1);
      assertThat(statistics.waits().count()).isEqualTo(1);
      assertThat(statistics.waits().percentile(1)).isPositive();
      assertThat(statistics.uses().count()).isEqualTo(1);
      assertThat(statistics.uses().total()).isPositive();
      assertThat(statistics.retired()).containsOnlyKeys(RetirementCause.values());
    }
  }

  private static void acquireAtOnce(PythonPool pool) throws Exception {
    java.util.concurrent.FutureTask<PythonLease> task =
        new java.util.concurrent.FutureTask<>(() -> pool.acquire(Duration.ZERO));
    Thread.ofPlatform().start(task);
    try {
      task.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
