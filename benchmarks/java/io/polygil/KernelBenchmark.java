package io.polygil;

import io.polygil.kernels.Fibonacci;
import io.polygil.kernels.WordCount;
import java.util.concurrent.TimeUnit;
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
 * The kernels alone, and called from Python, on the documents' work:
 *
 * <pre>mvn -Pbenchmarks test-compile exec:exec -Djmh.arguments=KernelBenchmark</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 1)
public class KernelBenchmark {
  private static final long N = 1_000_000;

  private String contents = "";
  private PythonPool pool;
  private PythonLease lease;

  @Setup
  public void start() {
    pool =
        PythonPool.builder()
            .maximumSize(1)
            .modulePath(java.nio.file.Path.of("python"))
            .kernels(WordCount.class, Fibonacci.class)
            .build();
    lease = pool.acquire();
    contents = lease.exec("from word_count_rows import CONTENTS as text", "text", String.class);
    require(10_000, WordCount.search_sequential(contents, "is"));
    require(10_000, WordCount.search(contents, "is"));
    require(10_000, lease.call("word_count_rows:native_sequential", Long.class));
  }

  private static void require(long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException("expected " + expected + ", found " + found);
    }
  }

  @TearDown
  public void stop() {
    lease.close();
    pool.close();
  }

  @Benchmark
  public long wordCountSequential() {
    return WordCount.search_sequential(contents, "is");
  }

  @Benchmark
  public long wordCountParallel() {
    return WordCount.search(contents, "is");
  }

  @Benchmark
  public long wordCountSequentialFromPython() {
    return lease.call("word_count_rows:native_sequential", Long.class);
  }

  @Benchmark
  public long wordCountParallelFromPython() {
    return lease.call("word_count_rows:native_parallel", Long.class);
  }

  @Benchmark
  public long fibonacciOfAMillion() {
    return Fibonacci.fibonacci_gil(N);
  }

  @Benchmark
  public Object fibonacciOfAMillionFromPython() {
    return lease.call("fibonacci_threads:alone", java.util.List.class, "fibonacci_gil", N);
  }
}
