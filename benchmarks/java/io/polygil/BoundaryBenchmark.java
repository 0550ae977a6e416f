package io.polygil;

import io.polygil.compare.BoundaryKernels;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs Python to call a kernel that does nothing: the rows of {@code
 * python/boundary_rows.py}, which the experiment 002-call-costs has, too, beside PyO3's. The Python
 * loop around the calls is part of each figure; the row {@code python_function} is that loop
 * calling a Python function. Two threads call at once in the rows of {@link #convoy}; theirs is the
 * time of one call on each.
 *
 * <pre>benchmarks/jmh run BoundaryBenchmark</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class BoundaryBenchmark {
  private static final int CALLS = 1_000;

  private PythonPool pool;
  private PythonLease lease;

  /** Starts Python. */
  @Setup
  public void start() {
    pool =
        PythonPool.builder()
            .maximumSize(1)
            .modulePath(Path.of("python"))
            .kernels(BoundaryKernels.class)
            .build();
    lease = pool.acquire();
  }

  /** Ends it. */
  @TearDown
  public void stop() {
    lease.close();
    pool.close();
  }

  /** Which function is called, with which argument. */
  @State(Scope.Benchmark)
  public static class Calls {
    @Param({
      "python_function",
      "none_held",
      "none_released",
      "none_auto",
      "one_held",
      "one_released",
      "three_held",
      "short_text_held",
      "long_text_held",
      "wide_text_held",
      "astral_text_held",
      "bytes_held",
      "bytes_as_buffer",
      "bytearray_as_buffer",
      "memoryview_as_buffer",
      "array_as_buffer",
      "buffer_as_buffer",
      "list_held",
      "callback_held",
      "caught"
    })
    private String row = "";
  }

  /** Which function two threads call. */
  @State(Scope.Benchmark)
  public static class ConvoyCalls {
    @Param({"none_held", "none_released", "none_auto"})
    private String row = "";
  }

  /** One thread calls. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public Object call(Calls calls) {
    return Objects.requireNonNullElse(
        lease.call("boundary_rows:call_many", Object.class, calls.row, CALLS), "None");
  }

  /** Two threads call at once. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public Object convoy(ConvoyCalls calls) {
    return lease.call("boundary_rows:convoy", Object.class, calls.row, CALLS);
  }
}
