package io.polygil.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.polygil.PythonPool;
import io.polygil.PythonTimeoutException;
import io.polygil.kernels.Counters.Counter;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CountersTest {
  private static final long TIMES = 1_000_000;

  @Test
  void oneThreadLosesNothing() {
    Counter counter = new Counter();
    counter.increment(TIMES);
    counter.increment_locked(100_000);
    counter.increment(0);
    assertThat(counter.value()).isEqualTo(TIMES + 100_000);
    assertThat(counter).hasToString("Counter(1100000)");
    assertThatThrownBy(() -> counter.increment(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("times must not be negative, got -1");
  }

  @Test
  void twoThreadsLoseNothingUnderTheLock() {
    assertThat(twice(counter -> counter.increment_locked(TIMES))).isEqualTo(2 * TIMES);
  }

  @Test
  void twoThreadsLoseIncrementsWithoutTheLock() {
    assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    long fewest = 2 * TIMES;
    // Some runs may not overlap, where the machine is busy.
    for (int run = 0; run < 200 && fewest == 2 * TIMES; run++) {
      fewest = Math.min(fewest, twice(counter -> counter.increment(TIMES)));
    }
    assertThat(fewest).isBetween(1L, 2 * TIMES - 1);
  }

  private static long twice(Consumer<Counter> work) {
    Counter counter = new Counter();
    CyclicBarrier start = new CyclicBarrier(2);
    Runnable both =
        () -> {
          try {
            start.await();
          } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
          work.accept(counter);
        };
    CompletableFuture<Void> other = CompletableFuture.runAsync(both, Thread.ofPlatform()::start);
    both.run();
    other.join();
    return counter.value();
  }

  @Test
  void pythonThreadsShareOneAndATimeLimitEndsThem() {
    try (PythonPool pool =
        PythonPool.builder()
            .maximumSize(1)
            .kernels(Counters.class)
            .runTimeout(Duration.ofMinutes(2))
            .build()) {
      try (var lease = pool.acquire()) {
        Counter counter =
            lease.exec(
                """
                from threading import Thread
                from counters import Counter
                counter = Counter()
                threads = [Thread(target=counter.increment_locked, args=(10_000,)) for _ in "ab"]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                assert counter.value == 20_000
                """,
                "counter",
                Counter.class);
        assertThat(counter.value()).isEqualTo(20_000);
      }
      for (String method : new String[] {"increment", "increment_locked"}) {
        assertThatThrownBy(
                () -> {
                  try (var lease = pool.acquire()) {
                    lease
                        .runTimeout(Duration.ofMillis(300))
                        .exec("from counters import Counter\nCounter()." + method + "(2**62)");
                  }
                })
            .isInstanceOf(PythonTimeoutException.class);
      }
      assertThat(pool.call("builtins:len", long.class, "abc")).isEqualTo(3);
    }
  }
}
