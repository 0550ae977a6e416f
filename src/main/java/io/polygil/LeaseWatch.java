package io.polygil;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds leases that nobody closed, gives their contexts back, and says who took them. */
final class LeaseWatch {
  private static final Logger LOG = LoggerFactory.getLogger(PythonPool.class);

  private final String poolName;
  private final @Nullable Duration warnAfter;
  private final LongSupplier nanoTime;
  private final ReferenceQueue<PythonLease> lost = new ReferenceQueue<>();
  private volatile boolean recordsBorrowers;

  LeaseWatch(String poolName, @Nullable Duration warnAfter, LongSupplier nanoTime) {
    this.poolName = poolName;
    this.warnAfter = warnAfter;
    this.nanoTime = nanoTime;
    this.recordsBorrowers = warnAfter != null;
  }

  private static final class Watched extends PhantomReference<PythonLease> {
    private final Lending lending;

    Watched(PythonLease lease, Lending lending, ReferenceQueue<PythonLease> queue) {
      super(lease, queue);
      this.lending = lending;
    }
  }

  /** Where a lease is taken, if that is recorded: it costs more than the lease itself. */
  @Nullable Throwable borrower() {
    return recordsBorrowers ? new Throwable("The lease was taken here") : null;
  }

  /** Watches whether a lease is lost without having been closed. */
  PhantomReference<PythonLease> watch(PythonLease lease, Lending lending) {
    return new Watched(lease, lending, lost);
  }

  /** Gives back the contexts of lost leases. */
  void recoverLost() {
    Reference<? extends PythonLease> reference = lost.poll();
    while (reference != null) {
      if (reference instanceof Watched watched && watched.lending.unwatch(watched)) {
        report(watched.lending);
        watched.lending.drop();
      }
      reference = lost.poll();
    }
  }

  private void report(Lending lending) {
    Throwable where = lending.borrowedAt();
    if (where == null) {
      recordsBorrowers = true;
      LOG.warn(
          "Pool \"{}\": lease {}, taken by thread \"{}\", was never closed; its context is back in"
              + " the pool. Close leases by try-with-resources. From now on the pool records where"
              + " leases are taken, so that the next report shows it.",
          poolName,
          lending.id(),
          lending.borrower());
    } else {
      LOG.warn(
          "Pool \"{}\": lease {}, taken by thread \"{}\", was never closed; its context is back in"
              + " the pool. Close leases by try-with-resources.",
          poolName,
          lending.id(),
          lending.borrower(),
          where);
    }
  }

  /** Reports leases held for long, once each. */
  void warnOfLong(Iterable<PooledContext<Interpreter>> contexts) {
    Duration limit = warnAfter;
    if (limit == null) {
      return;
    }
    for (PooledContext<Interpreter> context : contexts) {
      Lending lending = context.context().lending();
      if (lending != null
          && !lending.isOver()
          && !lending.isWarned()
          && nanoTime.getAsLong() - lending.startNanos() >= TimeUnit.NANOSECONDS.convert(limit)) {
        lending.markWarned();
        LOG.warn(
            "Pool \"{}\": lease {}, taken by thread \"{}\", has been held for more than {}.",
            poolName,
            lending.id(),
            lending.borrower(),
            limit,
            lending.borrowedAt());
      }
    }
  }
}
