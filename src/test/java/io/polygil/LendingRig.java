package io.polygil;

import io.polygil.context.ContextOptions;
import io.polygil.context.Permissions;
import io.polygil.context.PythonContext;
import io.polygil.context.PythonEngine;
import io.polygil.context.ResourceModules;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Leases, runs and maps over a pool whose contexts are all one and the same, which runs nothing.
 */
final class LendingRig implements AutoCloseable {
  private static final PythonContext PYTHON = python();

  final ExecutorService workers = Executors.newCachedThreadPool();
  final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
  final PoolCounters counters = new PoolCounters();
  final ContextPool<Interpreter> pool;
  final Lendings lendings;
  final Runs runs;

  LendingRig(int size, Consumer<PythonOutput> output) {
    pool =
        new ContextPool<>(
            "tested",
            new Limits().maximumSize(size).get(),
            new Life(output),
            workers,
            System::nanoTime,
            counters);
    LeaseWatch watch = new LeaseWatch("tested", null, System::nanoTime);
    lendings = new Lendings("tested", pool, counters, watch, System::nanoTime);
    runs = new Runs("tested", pool, lendings, counters, workers, clock, _ -> "");
  }

  /** Takes seconds, once, which are nobody's test's. */
  static void startPython() {
    PYTHON.isUsable();
  }

  private static PythonContext python() {
    // Never closed: it is the tests' until the process ends.
    PythonEngine engine = new PythonEngine();
    return engine.create(
        ContextOptions.quiet(
            List.of(),
            List.of(new ResourceModules(PythonPool.class, "python")),
            Permissions.none()));
  }

  Lending take() {
    return lendings.take(Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    pool.close();
    pool.cancelAll();
    clock.shutdownNow();
    workers.close();
  }

  private record Life(Consumer<PythonOutput> output) implements ContextLife<Interpreter> {
    @Override
    public Interpreter create(int id) {
      Interpreter interpreter = new Interpreter("tested", id, output);
      interpreter.start(PYTHON);
      return interpreter;
    }

    @Override
    public void warmUp(Interpreter context) {}

    @Override
    public boolean isUsable(Interpreter context) {
      return true;
    }

    @Override
    public boolean check(Interpreter context) {
      return true;
    }

    @Override
    public void reset(Interpreter context) {}

    @Override
    public void close(Interpreter context) {}

    @Override
    public void cancel(Interpreter context) {}

    @Override
    public void reportStuck(Interpreter context, RetirementCause cause) {}

    @Override
    public void reportFailure(RuntimeException failure) {
      throw failure;
    }
  }
}
