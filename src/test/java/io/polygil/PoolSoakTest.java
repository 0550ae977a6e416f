package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.context.PythonException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real contexts over a long time: nothing is lost, nothing is left, nothing grows. */
class PoolSoakTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int THREADS = 8;

  @Test
  void manyLeasesWithRandomCancels() throws Exception {
    leases(2_000);
  }

  @Test
  @Tag("soak")
  void veryManyLeasesWithRandomCancels() throws Exception {
    leases(20_000);
  }

  private static void leases(int count) throws Exception {
    PythonPool pool =
        PythonPool.builder().name("soak").maximumSize(3).acquireTimeout(PATIENCE).build();
    AtomicInteger left = new AtomicInteger(count);
    AtomicInteger cancelled = new AtomicInteger();
    List<FutureTask<Void>> users = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      FutureTask<Void> user =
          new FutureTask<>(() -> {
            while (left.getAndDecrement() > 0) {
              useOnce(pool, random, cancelled);
            }
            return null;
          });
      Thread.ofPlatform().start(user);
      users.add(user);
    }
    for (FutureTask<Void> user : users) {
      user.get();
    }
    Awaitility.await().atMost(PATIENCE).until(() -> pool.statistics().ending() == 0);
    PoolStatistics statistics = pool.statistics();
    assertThat(statistics.active()).isZero();
    assertThat(statistics.waiting()).isZero();
    assertThat(statistics.stuck()).isZero();
    assertThat(statistics.uses().count()).isGreaterThanOrEqualTo(count - cancelled.get());
    long retired = statistics.retired().values().stream().mapToLong(Long::longValue).sum();
    assertThat(statistics.created()).isEqualTo(statistics.total() + retired);
    pool.close();
    assertThat(pool.statistics().total() + pool.statistics().ending()).isZero();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("soak-")));
  }

  private static void useOnce(PythonPool pool, Random random, AtomicInteger cancelled)
      throws Exception {
    int n = random.nextInt(1000);
    int kind = random.nextInt(200);
    if (kind == 0) {
      CompletableFuture<Void> endless = pool.submit("builtins:exec", Void.class, "while 1: pass");
      CompletableFuture<Integer> behind = pool.submit("builtins:abs", int.class, -n);
      assertThat(endless.cancel(true)).isTrue();
      cancelled.addAndGet(1);
      assertThat(behind.get()).isEqualTo(n);
    } else if (kind < 10) {
      CompletableFuture<Integer> maybe = pool.submit("builtins:abs", int.class, -n);
      if (maybe.cancel(true)) {
        cancelled.incrementAndGet();
      }
      assertThat(resultOf(maybe)).isIn(n, "cancelled");
    } else if (kind < 100) {
      assertThat(pool.call("builtins:abs", int.class, -n)).isEqualTo(n);
    } else {
      try (PythonLease lease = pool.acquire()) {
        assertThat(lease.eval(n + " + 1", int.class)).isEqualTo(n + 1);
        if (kind == 199) {
          try {
            lease.exec("raise KeyError(" + n + ")");
          } catch (PythonException e) {
            assertThat(e.pythonMessage()).isEqualTo(String.valueOf(n));
          }
        }
      }
    }
  }

  private static Object resultOf(CompletableFuture<Integer> future) throws InterruptedException {
    try {
      return future.get();
    } catch (CancellationException e) {
      return "cancelled";
    } catch (ExecutionException | CompletionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  @Test
  void contextsThatComeAndGoLeaveNothing() {
    churn(100, CodeSharing.ALL);
  }

  @Test
  @Tag("soak")
  void aThousandContextsThatComeAndGoLeaveNothing() {
    churn(1_000, CodeSharing.ALL);
  }

  @Test
  @Tag("soak")
  void contextsWithCodeOfTheirOwnThatComeAndGoLeaveNothing() {
    churn(200, CodeSharing.NONE);
  }

  /** The heap may still grow while the engine compiles, so its first third does not count. */
  private static void churn(int contexts, CodeSharing sharing) {
    try (PythonPool pool =
        PythonPool.builder()
            .maximumSize(1)
            .maximumUses(1)
            .acquireTimeout(PATIENCE)
            .codeSharing(sharing)
            .build()) {
      List<double[]> points = new ArrayList<>();
      for (int i = 1; i <= contexts; i++) {
        try (PythonLease lease = pool.acquire()) {
          lease.exec(
              """
              import collections, datetime, json, re
              counted = collections.Counter(re.findall("a|b", "abab"))
              assert json.loads(json.dumps(counted)) == {"a": 2, "b": 2}
              assert datetime.date(2026, 1, 2) < datetime.date.today()
              """);
        }
        if (i % (contexts / 20) == 0) {
          Awaitility.await().atMost(PATIENCE).until(() -> pool.statistics().ending() == 0);
          if (i > contexts / 3) {
            points.add(new double[] {i, usedMegabytes()});
          }
        }
      }
      double slope = slope(points);
      System.out.printf(
          "%d contexts: %.1f MB of heap at the end, %+.4f MB for each context%n",
          contexts, points.getLast()[1], slope);
      // A context with these modules has about 6 MB: losing one in ten would be seen.
      assertThat(slope).isLessThan(0.5);
      assertThat(pool.statistics().created()).isEqualTo(contexts);
    }
  }

  private static double usedMegabytes() {
    System.gc();
    return (double) ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }

  /** Of the line that fits best, by least squares. */
  private static double slope(List<double[]> points) {
    double meanX = points.stream().mapToDouble(p -> p[0]).average().orElseThrow();
    double meanY = points.stream().mapToDouble(p -> p[1]).average().orElseThrow();
    double xy = points.stream().mapToDouble(p -> (p[0] - meanX) * (p[1] - meanY)).sum();
    double xx = points.stream().mapToDouble(p -> (p[0] - meanX) * (p[0] - meanX)).sum();
    return xy / xx;
  }
}
