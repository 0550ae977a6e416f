package io.polygil;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the pool's own ways to run Python cost: a call on a thread of the pool's, with and without a
 * time limit, a submission, a map, and a context that nobody has used.
 *
 * <pre>mvn -Pbenchmarks test-compile exec:exec -Djmh.arguments=PoolBenchmark</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
public class PoolBenchmark {
  private static final List<Integer> ITEMS = IntStream.range(0, 10_000).boxed().toList();

  private PythonPool pool;
  private PythonPool limited;

  /** Contexts that are used once. */
  @State(Scope.Benchmark)
  public static class Fresh {
    private PythonPool pool;

    @Setup
    public void start() {
      pool = PythonPool.builder().maximumSize(2).isolation(Isolation.FRESH).build();
    }

    @TearDown
    public void stop() {
      pool.close();
    }
  }

  @Setup
  public void start() {
    pool = PythonPool.builder().maximumSize(2).build();
    limited = PythonPool.builder().maximumSize(2).runTimeout(Duration.ofMinutes(1)).build();
    List<Integer> mapped = map();
    if (!mapped.equals(ITEMS)) {
      throw new AssertionError("abs() of items that are not negative is these items");
    }
  }

  @TearDown
  public void stop() {
    pool.close();
    limited.close();
  }

  @Benchmark
  public int call() {
    return pool.call("builtins:abs", int.class, -1);
  }

  @Benchmark
  public int callWithTimeLimit() {
    return limited.call("builtins:abs", int.class, -1);
  }

  @Benchmark
  public int submitAndJoin() {
    return pool.submit("builtins:abs", int.class, -1).join();
  }

  /** 10,000 calls. */
  @Benchmark
  public List<Integer> map() {
    return pool.map("builtins:abs", int.class, ITEMS);
  }

  /** The time until the next unused context is there, since they are made one at a time. */
  @Benchmark
  public int fresh(Fresh fresh) {
    return fresh.pool.call("builtins:abs", int.class, -1);
  }
}
