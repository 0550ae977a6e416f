package io.polygil;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * What one more context costs whoever waits for it, what a warm spare ({@code minimumIdle} 1) saves
 * of that, and how much heap the context takes, with code shared and alone, without and with
 * imports in its warm-up. One context is leased all the time, so what all contexts share is there.
 * A round leases another one, which is used once; the heap is what is there more at its end, when
 * the spare has been replaced.
 *
 * <pre>benchmarks/jmh run SpareBenchmark</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class SpareBenchmark {
  @Param({"0", "1"})
  private int minimumIdle;

  @Param({"ALL", "NONE"})
  private CodeSharing codeSharing = CodeSharing.ALL;

  @Param({"pass", "import json, re, collections, concurrent.futures"})
  private String warmUp = "";

  private PythonPool pool;
  private PythonLease first;

  /** The context that a round leases. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Further {
    /** JMH reads it after each round. */
    public long heapBytes;

    private long heapBefore;
    private PythonLease lease;

    @Setup(Level.Iteration)
    public void start(SpareBenchmark benchmark) throws InterruptedException {
      benchmark.awaitSpares();
      heapBefore = heap();
    }

    @TearDown(Level.Iteration)
    public void stop(SpareBenchmark benchmark) throws InterruptedException {
      benchmark.awaitSpares();
      heapBytes = heap() - heapBefore;
      lease.close();
      // What is left of an ended context would count as there before the next round.
      lease = null;
      benchmark.await(now -> now.active() == 1 && now.ending() == 0);
    }
  }

  @Setup
  public void start() {
    pool =
        PythonPool.builder()
            .maximumSize(2 + minimumIdle)
            .minimumIdle(minimumIdle)
            .maximumUses(1)
            .acquireTimeout(Duration.ofMinutes(5))
            .codeSharing(codeSharing)
            .warmUp(warmUp)
            .build();
    first = pool.acquireAnother();
  }

  @TearDown
  public void stop() {
    first.close();
    pool.close();
  }

  @Benchmark
  public void acquire(Further further) {
    further.lease = pool.acquireAnother();
  }

  private void awaitSpares() throws InterruptedException {
    await(now -> now.idle() == minimumIdle && now.ending() == 0);
  }

  private void await(Predicate<PoolStatistics> state) throws InterruptedException {
    while (!state.test(pool.statistics())) {
      Thread.sleep(10);
    }
  }

  /** The least of some looks: the compiler, which runs in the background, is in the heap, too. */
  private static long heap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 8; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
      Thread.sleep(200);
    }
    return least;
  }
}
