package io.polygil;

import io.polygil.compare.BoundaryKernels;
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
 * What it costs Python to call a kernel that does nothing: one row for each boundary cost. The
 * Python loop around the calls is part of each figure; the row {@code loop} is that loop calling a
 * Python function.
 *
 * <pre>mvn -Pbenchmarks test-compile exec:exec -Djmh.arguments=BoundaryBenchmark</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class BoundaryBenchmark {
  private static final int CALLS = 10_000;

  @Param({
    "python_function(1)",
    "boundary.none_held()",
    "boundary.none_released()",
    "boundary.none_auto()",
    "boundary.one_held(1)",
    "boundary.one_released(1)",
    "boundary.three_held(1, 2, 3)",
    "boundary.text_held(SHORT_TEXT)",
    "boundary.text_held(LONG_TEXT)",
    "boundary.text_held(WIDE_TEXT)",
    "boundary.text_held(ASTRAL_TEXT)",
    "boundary.bytes_held(BYTES)",
    "boundary.list_held(NUMBERS)",
    "boundary.callback_held(python_function)",
    "caught()"
  })
  private String call = "";

  private PythonPool pool;
  private PythonLease lease;
  private io.polygil.context.PythonObject loop;

  @Setup
  public void start() {
    pool = PythonPool.builder().maximumSize(1).kernels(BoundaryKernels.class).build();
    lease = pool.acquire();
    loop =
        lease.exec(
            """
            import boundary

            SHORT_TEXT = "ten chars."
            LONG_TEXT = "x" * 1_000_000
            WIDE_TEXT = "\\u0436" * 1_000
            ASTRAL_TEXT = "\\U0001f600" * 1_000
            BYTES = bytes(1_000_000)
            NUMBERS = list(range(1_000))

            def python_function(n):
                return n

            def caught():
                try:
                    boundary.failure_held()
                except ValueError:
                    pass

            def loop(count):
                for _ in range(count):
                    %s
            """
                .formatted(call),
            "loop",
            io.polygil.context.PythonObject.class);
  }

  @TearDown
  public void stop() {
    lease.close();
    pool.close();
  }

  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void call() {
    loop.call(Void.class, CALLS);
  }
}
