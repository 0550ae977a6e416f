package io.polygil;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Makes {@link FakeContext}s. What a test puts into a hook runs within that step, and may throw.
 */
final class FakeLife implements ContextLife<FakeContext> {
  volatile Consumer<FakeContext> onCreate = _ -> {};
  volatile Consumer<FakeContext> onWarmUp = _ -> {};
  volatile Consumer<FakeContext> onCheck = _ -> {};
  volatile Consumer<FakeContext> onReset = _ -> {};
  volatile Consumer<FakeContext> onClose = _ -> {};
  volatile Consumer<FakeContext> onCancel = _ -> {};

  /** Every context whose create returned. */
  final List<FakeContext> made = new CopyOnWriteArrayList<>();

  final List<FakeContext> warmedUp = new CopyOnWriteArrayList<>();
  final List<FakeContext> checked = new CopyOnWriteArrayList<>();
  final List<FakeContext> reset = new CopyOnWriteArrayList<>();
  final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
  final List<FakeContext> stuck = new CopyOnWriteArrayList<>();
  final AtomicInteger highestConcurrentCreates = new AtomicInteger();
  private final AtomicInteger creates = new AtomicInteger();

  @Override
  public FakeContext create(int id) {
    int now = creates.incrementAndGet();
    highestConcurrentCreates.accumulateAndGet(now, Math::max);
    try {
      FakeContext context = new FakeContext(id);
      onCreate.accept(context);
      made.add(context);
      return context;
    } finally {
      creates.decrementAndGet();
    }
  }

  @Override
  public void warmUp(FakeContext context) {
    onWarmUp.accept(context);
    warmedUp.add(context);
  }

  @Override
  public boolean isUsable(FakeContext context) {
    return context.isUsable();
  }

  @Override
  public boolean check(FakeContext context) {
    checked.add(context);
    onCheck.accept(context);
    return context.isUsable();
  }

  @Override
  public void reset(FakeContext context) {
    onReset.accept(context);
    reset.add(context);
  }

  @Override
  public void close(FakeContext context) {
    context.closed();
    onClose.accept(context);
  }

  @Override
  public void cancel(FakeContext context) {
    context.cancelled();
    onCancel.accept(context);
  }

  @Override
  public void reportStuck(FakeContext context, RetirementCause cause) {
    stuck.add(context);
  }

  @Override
  public void reportFailure(RuntimeException failure) {
    failures.add(failure);
  }
}
