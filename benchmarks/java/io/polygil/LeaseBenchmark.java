package io.polygil;

import io.polygil.context.ContextOptions;
import io.polygil.context.Permissions;
import io.polygil.context.PythonContext;
import io.polygil.context.PythonEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a lease costs beside the work done in it: the pool and, as the contender, a plain queue of
 * contexts, which can neither make, limit, replace nor count any.
 *
 * <pre>mvn -Pbenchmarks test-compile exec:exec -Djmh.arguments=LeaseBenchmark</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class LeaseBenchmark {
  /** Who lends. */
  public enum Lender {
    /** Polygil. */
    POOL {
      @Override
      Adapter start() {
        return new OfPool();
      }
    },
    /** The contender. */
    QUEUE {
      @Override
      Adapter start() {
        return new OfQueue();
      }
    };

    abstract Adapter start();
  }

  @Param private Lender lender;
  private Adapter adapter;

  @Setup
  public void start() {
    adapter = lender.start();
    if (adapter.call() != 1) {
      throw new AssertionError("abs(-1) is 1");
    }
  }

  @TearDown
  public void stop() {
    adapter.stop();
  }

  @Benchmark
  @Threads(1)
  public void lease() throws InterruptedException {
    adapter.lease();
  }

  @Benchmark
  @Threads(2)
  public void lease2Threads() throws InterruptedException {
    adapter.lease();
  }

  @Benchmark
  @Threads(4)
  public void lease4Threads() throws InterruptedException {
    adapter.lease();
  }

  @Benchmark
  @Threads(8)
  public void lease8Threads() throws InterruptedException {
    adapter.lease();
  }

  /** A lease and, on the same thread, a call of a Python function that does next to nothing. */
  @Benchmark
  @Threads(1)
  public int leaseAndCall() {
    return adapter.call();
  }

  /** One way to lend a context. */
  interface Adapter {
    void lease() throws InterruptedException;

    int call();

    void stop();
  }

  private static final class OfPool implements Adapter {
    private final PythonPool pool =
        PythonPool.builder().maximumSize(2).acquireTimeout(Duration.ofMinutes(1)).build();

    OfPool() {
      try (PythonLease first = pool.acquire();
          PythonLease second = pool.acquireAnother()) {
        first.exec("pass");
        second.exec("pass");
      }
    }

    @Override
    public void lease() {
      pool.acquire().close();
    }

    @Override
    public int call() {
      try (PythonLease lease = pool.acquire()) {
        return lease.call("builtins:abs", int.class, -1);
      }
    }

    @Override
    public void stop() {
      pool.close();
    }
  }

  private static final class OfQueue implements Adapter {
    private final PythonEngine engine = new PythonEngine(Permissions.none());
    private final BlockingQueue<PythonContext> contexts = new ArrayBlockingQueue<>(2);

    OfQueue() {
      ContextOptions options = ContextOptions.quiet(List.of(), List.of(), Permissions.none());
      contexts.add(engine.create(options));
      contexts.add(engine.create(options));
    }

    @Override
    public void lease() throws InterruptedException {
      contexts.put(contexts.take());
    }

    @Override
    public int call() {
      PythonContext context = contexts.remove();
      try {
        return context.call("builtins:abs", int.class, -1);
      } finally {
        contexts.add(context);
      }
    }

    @Override
    public void stop() {
      engine.close();
    }
  }
}
