package io.polygil;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether the pool's operations, run by several threads in any order, give what they could give one
 * after the other. What is ended is not replaced here: a pool without background threads has no
 * moment at which a replacement comes.
 */
@Tag("lincheck")
class ContextPoolLincheckTest {
  private static final int THREADS = 3;

  private static ContextPool<FakeContext> filled(int size) {
    Deque<Runnable> first = new ArrayDeque<>();
    boolean[] full = {false};
    Executor inline =
        task -> {
          if (!full[0]) {
            first.add(task);
          } else if (!(task instanceof ContextMaker)) {
            task.run();
          }
        };
    ContextPool<FakeContext> pool =
        new ContextPool<>(
            "tested",
            new Limits().minimumIdle(size).maximumSize(size).get(),
            new FakeLife(),
            inline,
            () -> 0,
            new PoolCounters());
    pool.replenish();
    while (!first.isEmpty()) {
      first.remove().run();
    }
    full[0] = true;
    return pool;
  }

  /** Each thread has one place, in which it queues or has a context. */
  @Param(name = "thread", gen = ThreadIdGen.class)
  public static class Queued {
    private final ContextPool<FakeContext> pool = filled(2);

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final @Nullable Waiter<FakeContext>[] places = new Waiter[THREADS + 3];

    @Operation
    public String enqueue(@Param(name = "thread") int thread) {
      if (places[thread] != null) {
        return "has a place";
      }
      try {
        places[thread] = pool.enqueue();
        return "enqueued";
      } catch (IllegalStateException e) {
        return "closed";
      }
    }

    @Operation
    public String look(@Param(name = "thread") int thread) {
      Waiter<FakeContext> place = places[thread];
      if (place == null) {
        return "no place";
      } else if (place.isCompletedExceptionally()) {
        return "failed";
      } else if (place.isDone()) {
        return "served";
      }
      // Those that wait are told one after the other, after the pool is closed.
      return pool.isClosed() ? "failed" : "waits";
    }

    @Operation
    public String withdraw(@Param(name = "thread") int thread) {
      Waiter<FakeContext> place = places[thread];
      if (place == null) {
        return "no place";
      }
      if (place.isDone() && !place.isCompletedExceptionally()) {
        return "served";
      }
      boolean closed = pool.isClosed();
      boolean left = pool.withdraw(place);
      if (!left && !place.isCompletedExceptionally()) {
        return "served";
      }
      places[thread] = null;
      return closed || !left ? "failed" : "withdrawn";
    }

    @Operation
    public String release(@Param(name = "thread") int thread) {
      Waiter<FakeContext> place = places[thread];
      if (place == null || !place.isDone() || place.isCompletedExceptionally()) {
        return "nothing";
      }
      places[thread] = null;
      pool.release(place.join());
      return "released";
    }

    @Operation
    public String retire(@Param(name = "thread") int thread) {
      Waiter<FakeContext> place = places[thread];
      if (place == null || !place.isDone() || place.isCompletedExceptionally()) {
        return "nothing";
      }
      places[thread] = null;
      pool.retire(place.join(), RetirementCause.CANCELLED);
      pool.release(place.join());
      return "retired";
    }

    @Operation(runOnce = true)
    public void close() {
      pool.close();
    }
  }

  /** What {@link Queued} must look like: one queue, two contexts. */
  public static class QueuedInSequence {
    private final @Nullable String[] places = new String[THREADS + 3];
    private final Deque<Integer> queue = new ArrayDeque<>();
    private int idle = 2;
    private boolean closed;

    private void serve() {
      while (idle > 0 && !queue.isEmpty()) {
        idle--;
        places[queue.remove()] = "served";
      }
    }

    public String enqueue(int thread) {
      if (places[thread] != null) {
        return "has a place";
      }
      if (closed) {
        return "closed";
      }
      places[thread] = "waits";
      queue.add(thread);
      serve();
      return "enqueued";
    }

    public String look(int thread) {
      return places[thread] == null ? "no place" : requireNonNull(places[thread]);
    }

    public String withdraw(int thread) {
      String state = look(thread);
      if (state.equals("waits")) {
        queue.remove(thread);
        places[thread] = null;
        return "withdrawn";
      }
      if (state.equals("failed")) {
        places[thread] = null;
      }
      return state;
    }

    public String release(int thread) {
      if (!look(thread).equals("served")) {
        return "nothing";
      }
      places[thread] = null;
      idle++;
      serve();
      return "released";
    }

    public String retire(int thread) {
      if (!look(thread).equals("served")) {
        return "nothing";
      }
      places[thread] = null;
      return "retired";
    }

    public void close() {
      closed = true;
      queue.forEach(thread -> places[thread] = "failed");
      queue.clear();
    }
  }

  /**
   * Without a queue, and of one context: a look at several is no single moment, so that it may miss
   * one that came back where it had looked already.
   */
  @Param(name = "thread", gen = ThreadIdGen.class)
  public static class Free {
    private final ContextPool<FakeContext> pool = filled(1);

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final @Nullable PooledContext<FakeContext>[] places = new PooledContext[THREADS + 3];

    @Operation
    public String tryAcquire(@Param(name = "thread") int thread) {
      if (places[thread] != null) {
        return "has one";
      }
      try {
        places[thread] = pool.tryAcquire();
        if (places[thread] != null) {
          return "lent";
        }
        // A close may take the context away from under a look that began before it.
        return pool.isClosed() ? "closed" : "none";
      } catch (IllegalStateException e) {
        return "closed";
      }
    }

    @Operation
    public String release(@Param(name = "thread") int thread) {
      PooledContext<FakeContext> lent = places[thread];
      if (lent == null) {
        return "nothing";
      }
      places[thread] = null;
      pool.release(lent);
      return "released";
    }

    @Operation
    public String retire(@Param(name = "thread") int thread) {
      PooledContext<FakeContext> lent = places[thread];
      if (lent == null) {
        return "nothing";
      }
      places[thread] = null;
      pool.retire(lent, RetirementCause.CANCELLED);
      pool.release(lent);
      return "retired";
    }

    @Operation(runOnce = true)
    public void close() {
      pool.close();
    }
  }

  /** What {@link Free} must look like. */
  public static class FreeInSequence {
    private int holder = -1;
    private boolean idle = true;
    private boolean closed;

    public String tryAcquire(int thread) {
      if (holder == thread) {
        return "has one";
      } else if (closed) {
        return "closed";
      } else if (!idle) {
        return "none";
      }
      idle = false;
      holder = thread;
      return "lent";
    }

    public String release(int thread) {
      if (holder != thread) {
        return "nothing";
      }
      holder = -1;
      idle = true;
      return "released";
    }

    public String retire(int thread) {
      if (holder != thread) {
        return "nothing";
      }
      holder = -1;
      return "retired";
    }

    public void close() {
      closed = true;
    }
  }

  private static <O extends Options<O, ?>> O sized(O options, int scenarios, int runsOfEach) {
    return options
        .threads(THREADS)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(scenarios)
        .invocationsPerIteration(runsOfEach);
  }

  @Test
  void queuedUnderStress() {
    sized(new StressOptions(), 10, 300)
        .sequentialSpecification(QueuedInSequence.class)
        .check(Queued.class);
  }

  @Test
  void queuedInChosenOrders() {
    sized(new ModelCheckingOptions(), 3, 50)
        .sequentialSpecification(QueuedInSequence.class)
        .check(Queued.class);
  }

  @Test
  @Tag("soak")
  void queuedInManyOrders() {
    sized(new ModelCheckingOptions(), 20, 1_000)
        .sequentialSpecification(QueuedInSequence.class)
        .check(Queued.class);
  }

  @Test
  void freeUnderStress() {
    sized(new StressOptions(), 10, 300)
        .sequentialSpecification(FreeInSequence.class)
        .check(Free.class);
  }

  @Test
  void freeInChosenOrders() {
    sized(new ModelCheckingOptions(), 3, 50)
        .sequentialSpecification(FreeInSequence.class)
        .check(Free.class);
  }

  @Test
  @Tag("soak")
  void freeInManyOrders() {
    sized(new ModelCheckingOptions(), 20, 1_000)
        .sequentialSpecification(FreeInSequence.class)
        .check(Free.class);
  }
}
