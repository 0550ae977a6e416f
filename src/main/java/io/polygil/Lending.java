package io.polygil;

import io.polygil.context.PythonContext;
import java.lang.ref.PhantomReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One lending of a context. Leases (nested ones too) and runs share it; when the last of them is
 * done, the context goes back. Thread-safe.
 */
final class Lending {
  private final Lendings lendings;
  private final PooledContext<Interpreter> context;
  private final String id;
  private final long startNanos;
  private final String borrower;
  private final @Nullable Throwable borrowedAt;
  private final @Nullable LeaseEvent event;
  private final AtomicInteger users = new AtomicInteger(1);
  private volatile @Nullable ThreadPlace owner;

  private @Nullable PhantomReference<PythonLease> watched;
  private final List<PhantomReference<PythonLease>> nested = new ArrayList<>(0);
  private volatile boolean warned;

  Lending(
      Lendings lendings,
      PooledContext<Interpreter> context,
      long waitedNanos,
      long startNanos,
      @Nullable Throwable borrowedAt) {
    this.lendings = lendings;
    this.context = context;
    this.id = context.id() + "." + context.uses();
    this.startNanos = startNanos;
    this.borrower = Thread.currentThread().getName();
    this.borrowedAt = borrowedAt;
    this.event = FlightEvents.lease(lendings.poolName(), context.id(), id, waitedNanos);
  }

  /** The context's number in the pool, a dot, and how often it was lent: {@code 3.17}. */
  String id() {
    return id;
  }

  PooledContext<Interpreter> context() {
    return context;
  }

  long startNanos() {
    return startNanos;
  }

  /** The name of the thread that took it. */
  String borrower() {
    return borrower;
  }

  /** Where it was taken, where that was recorded. */
  @Nullable Throwable borrowedAt() {
    return borrowedAt;
  }

  /** Makes it the lending that this thread gets when it asks again. */
  void own() {
    ThreadPlace here = lendings.here();
    here.take(this);
    owner = here;
  }

  /** Keeps the reference that tells of a lost lease reachable. */
  synchronized void watch(PhantomReference<PythonLease> reference) {
    if (watched == null) {
      watched = reference;
    } else {
      nested.add(reference);
    }
  }

  /** Forgets it; false if that was done before, by the lease's close or because it was lost. */
  synchronized boolean unwatch(PhantomReference<PythonLease> reference) {
    if (reference.equals(watched)) {
      watched = null;
      return true;
    }
    return nested.remove(reference);
  }

  synchronized boolean isWatched(PhantomReference<PythonLease> reference) {
    return reference.equals(watched) || nested.contains(reference);
  }

  /** Whether it was reported as held for long. */
  boolean isWarned() {
    return warned;
  }

  void markWarned() {
    warned = true;
  }

  /** Whether the context went back or was taken away. */
  boolean isOver() {
    return users.get() == 0 || context.state() == PooledContext.State.RETIRED;
  }

  /** Takes a share; false if it is over. */
  boolean retain() {
    while (true) {
      int count = users.get();
      if (count == 0 || context.state() == PooledContext.State.RETIRED) {
        return false;
      }
      if (users.compareAndSet(count, count + 1)) {
        return true;
      }
    }
  }

  /** Gives a share up; the last one gives the context back. */
  void drop() {
    if (users.decrementAndGet() == 0) {
      ThreadPlace place = owner;
      if (place != null) {
        place.forget(this);
      }
      LeaseEvent lease = event;
      if (lease != null) {
        lease.commit(context.cause());
      }
      lendings.giveBack(this);
    }
  }

  /** Takes the context away from whoever uses it and ends it; does nothing once it went back. */
  void end(RetirementCause cause) {
    // With a share of its own: or else the context might be another lending's by now.
    if (retain()) {
      lendings.retire(this, cause);
      drop();
    }
  }

  /**
   * Runs work in the context on this thread. Within it, the thread's own calls to the pool come
   * here too.
   */
  <T> T run(Function<PythonContext, T> work) {
    if (!retain()) {
      throw over();
    }
    ThreadPlace here = lendings.here();
    Lending outer = here.enter(this);
    try {
      return work.apply(context.context().context());
    } catch (CancellationException e) {
      throw context.cause() == null ? e : over();
    } finally {
      here.leave(outer);
      drop();
    }
  }

  /** What to say to whoever still wants to use it. */
  RuntimeException over() {
    RetirementCause cause = context.cause();
    if (cause == null) {
      return new IllegalStateException("This lease is closed: acquire another one from the pool");
    }
    String start =
        "Pool \"" + lendings.poolName() + "\": the context of lease " + id + " was ended ";
    return switch (cause) {
      case TIMED_OUT ->
          new IllegalStateException(
              start + "because a run passed its time limit: acquire another lease");
      case CANCELLED ->
          new CancellationException(
              start + "because a run in it was cancelled: acquire another lease");
      case POOL_CLOSED -> new CancellationException(start + "because the pool was closed");
      default ->
          new IllegalStateException(
              start + "by Python itself (" + cause + "): acquire another one");
    };
  }
}
