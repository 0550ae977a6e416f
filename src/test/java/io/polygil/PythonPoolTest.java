package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.context.ConversionException;
import io.polygil.context.PythonException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonPoolTest {
  @TempDir static Path modules;
  private static PythonPool pool;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(
        modules.resolve("sample.py"),
        """
        def square(n):
            return n * n
        def fail(n):
            raise LookupError(f"no {n}")
        """);
    pool =
        PythonPool.builder()
            .name("tested")
            .maximumSize(2)
            .modulePath(modules)
            .acquireTimeout(Duration.ofMillis(50))
            .build();
    // Contexts are made outside the tests: the short time-out is for those.
    try (PythonLease first = pool.acquire(Duration.ofSeconds(30));
        PythonLease second = onAnotherThread(() -> pool.acquire(Duration.ofSeconds(30)))) {
      assertThat(first.id()).isNotEqualTo(second.id());
    }
  }

  private static <T> T onAnotherThread(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void mapKeepsTheOrder() {
    PythonPool patient = PythonPool.builder().maximumSize(2).modulePath(modules).build();
    try (patient) {
      List<Integer> items = IntStream.range(0, 500).boxed().toList();
      assertThat(patient.map("sample:square", long.class, items))
          .isEqualTo(items.stream().map(n -> (long) n * n).toList());
      assertThatThrownBy(() -> patient.map("sample:fail", long.class, List.of(7, 8)))
          .isInstanceOfSatisfying(
              PythonMapException.class, e -> assertThat(e.index()).isBetween(0, 1))
          .hasMessageMatching("sample:fail failed for item [01]: LookupError: no [78]");
    }
  }

  @Test
  void valuesBecomePlainJava() {
    try (PythonLease lease = pool.acquire()) {
      assertThat(lease.eval("[1, 2.0, 'x', None, True, 2**70, {'a': (1, b'z')}]", Object.class))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .startsWith(1L, 2.0, "x", null, true, BigInteger.TWO.pow(70))
          .last()
          .satisfies(last -> assertThat(((Map<?, ?>) last).get("a")).isInstanceOf(List.class));
      assertThatThrownBy(() -> lease.eval("2.0", long.class))
          .isInstanceOf(ConversionException.class)
          .hasMessage("result: expected int, got float");
      assertThatThrownBy(() -> lease.eval("2**63", long.class))
          .isInstanceOf(ConversionException.class)
          .hasMessageContaining("64-bit");
      assertThatThrownBy(() -> lease.call("sample:square", long.class, Thread.currentThread()))
          .isInstanceOf(ConversionException.class)
          .hasMessageContaining("java.lang.Thread");
    }
  }

  @Test
  void anExceptionBringsItsTraceback() {
    assertThatThrownBy(() -> pool.call("sample:fail", long.class, 3))
        .isInstanceOfSatisfying(
            PythonException.class,
            e -> {
              assertThat(e.type()).isEqualTo("LookupError");
              assertThat(e.pythonMessage()).isEqualTo("no 3");
              assertThat(e.traceback())
                  .startsWith("Traceback (most recent call last):")
                  .contains("sample.py\", line 4, in fail")
                  .endsWith("LookupError: no 3\n");
            });
  }

  @Test
  void aFullPoolSaysSoInTime() throws Exception {
    try (PythonLease first = pool.acquire();
        PythonLease second = onAnotherThread(pool::acquire)) {
      assertThatThrownBy(() -> onAnotherThread(pool::acquire))
          .isInstanceOf(PoolTimeoutException.class)
          .hasMessageContaining("\"tested\"")
          .hasMessageContaining("50 ms")
          .hasMessageContaining("total 2, active 2, idle 0, waiting 1");
      assertThat(first.eval("1", int.class)).isEqualTo(second.eval("1", int.class));
    }
    assertThat(pool.statistics()).hasToString("total 2, active 0, idle 2, waiting 0");
  }

  @Test
  void twoRunsInOneContextDoNotShareGlobals() throws Exception {
    try (PythonLease lease = pool.acquire()) {
      CyclicBarrier both = new CyclicBarrier(2);
      List<FutureTask<Long>> runs =
          IntStream.of(1, 2)
              .mapToObj(step ->
                  new FutureTask<>(() -> {
                    both.await();
                    return lease.exec("j=0\nfor i in range(300000): j=j+" + step, "j", Long.class);
                  }))
              .toList();
      runs.forEach(Thread.ofPlatform()::start);
      assertThat(runs.get(0).get()).isEqualTo(300_000);
      assertThat(runs.get(1).get()).isEqualTo(600_000);
    }
  }

  @Test
  void theSandboxIsClosed() throws Exception {
    Path secret = Files.writeString(Files.createTempFile("secret", ".txt"), "secret");
    try (PythonLease lease = pool.acquire()) {
      assertThatThrownBy(() -> lease.eval("open('" + secret + "').read()", String.class))
          .hasMessageStartingWith("PermissionError");
      assertThatThrownBy(
              () -> lease.exec("open('" + modules.resolve("sample.py") + "', 'a').write('x')"))
          .isInstanceOf(PythonException.class);
      assertThatThrownBy(() -> lease.exec("import java\njava.type('java.lang.System').exit(1)"))
          .isInstanceOf(PythonException.class);
      assertThatThrownBy(() -> lease.exec("import subprocess\nsubprocess.run(['true'])"))
          .isInstanceOf(PythonException.class);
    } finally {
      Files.delete(secret);
    }
  }

  @Test
  void aLinkDoesNotLeadOutOfTheModulePath() throws Exception {
    Path secret = Files.writeString(Files.createTempFile("secret", ".txt"), "secret");
    Path link = modules.resolve("link.txt");
    Files.createSymbolicLink(link, secret);
    try (PythonLease lease = pool.acquire()) {
      assertThatThrownBy(() -> lease.eval("open('" + link + "').read()", String.class))
          .hasMessageStartingWith("PermissionError");
    } finally {
      Files.delete(link);
      Files.delete(secret);
    }
  }

  @Test
  void misuseGetsASentence() {
    PythonLease lease = pool.acquire();
    lease.close();
    lease.close();
    assertThatThrownBy(() -> lease.exec("pass"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> pool.call("square", long.class, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("module:function");
    assertThatThrownBy(() -> PythonPool.builder().maximumSize(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(pool.statistics().active()).isZero();
  }

  @Test
  void aPoolWhosePythonStartedThreadsFromAHostThreadCloses() throws Exception {
    PythonPool ending = PythonPool.builder().maximumSize(1).build();
    try (PythonLease lease = ending.acquire()) {
      Thread host =
          Thread.ofPlatform()
              .start(() ->
                  lease.exec(
                      """
                      from concurrent.futures import ThreadPoolExecutor
                      import sys
                      sys.kept = ThreadPoolExecutor(2)
                      sys.kept.submit(int).result()
                      """));
      host.join();
    }
    ending.close();
    assertThatThrownBy(ending::acquire)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("polygil-close"));
  }
}
