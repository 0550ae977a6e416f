package io.polygil;

import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import io.polygil.kernel.PythonFunction;
import java.util.List;
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

  /** Kernels that do nothing. */
  @KernelModule("boundary")
  public static final class Boundary {
    private Boundary() {}

    @Kernel(gil = Gil.HOLD)
    public static void none_held() {}

    @Kernel(gil = Gil.RELEASE)
    public static void none_released() {}

    @Kernel(gil = Gil.AUTO)
    public static void none_auto() {}

    @Kernel(gil = Gil.HOLD)
    public static long one_held(long a) {
      return a;
    }

    @Kernel(gil = Gil.RELEASE)
    public static long one_released(long a) {
      return a;
    }

    @Kernel(gil = Gil.HOLD)
    public static long three_held(long a, long b, long c) {
      return a + b + c;
    }

    @Kernel(gil = Gil.HOLD)
    public static long text_held(String text) {
      return text.length();
    }

    @Kernel(gil = Gil.HOLD)
    public static long bytes_held(byte[] bytes) {
      return bytes.length;
    }

    @Kernel(gil = Gil.HOLD)
    public static long list_held(List<Long> numbers) {
      return numbers.size();
    }

    @Kernel(gil = Gil.HOLD)
    public static long callback_held(PythonFunction function) {
      Long result = function.call(long.class, 1L);
      return result == null ? 0 : result;
    }

    @Kernel(gil = Gil.HOLD)
    public static void failure_held() {
      throw new IllegalArgumentException("no");
    }
  }

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
    pool = PythonPool.builder().maximumSize(1).kernels(Boundary.class).build();
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
