package io.polygil;

import io.polygil.kernels.Fibonacci;
import io.polygil.trace.GilTrace;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a trace costs: the same calls of a kernel, and the same Python loop, without and with one.
 * Kernel calls of 0, about 10 and about 100 microseconds; a thousand of them are one operation.
 *
 * <pre>mvn -Pbenchmarks test-compile exec:exec -Djmh.arguments=TraceBenchmark</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 10, time = 1)
public class TraceBenchmark {
  @Param({
    "fibonacci_gil(0)",
    "fibonacci_gil(40_000)",
    "fibonacci_gil(400_000)",
    "fibonacci_nogil(40_000)",
    "python_work()"
  })
  private String call = "";

  @Param({"false", "true"})
  private boolean traced;

  private PythonPool pool;
  private PythonLease lease;
  private GilTrace trace;
  private io.polygil.context.PythonObject loop;

  /** Starts Python, and the trace. */
  @Setup
  public void start() {
    pool = PythonPool.builder().maximumSize(1).kernels(Fibonacci.class).build();
    lease = pool.acquire();
    loop =
        lease.exec(
            """
            from fibonacci import fibonacci_gil, fibonacci_nogil

            def python_work():
                return sum(i & 7 for i in range(100))

            def loop():
                for _ in range(1_000):
                    %s
            """
                .formatted(call),
            "loop",
            io.polygil.context.PythonObject.class);
    if (traced) {
      trace = GilTrace.start(pool);
    }
  }

  /** Ends both. */
  @TearDown
  public void end() {
    if (trace != null) {
      trace.close();
    }
    lease.close();
    pool.close();
  }

  /** A thousand calls. */
  @Benchmark
  public void calls() {
    loop.call(Void.class);
  }
}
