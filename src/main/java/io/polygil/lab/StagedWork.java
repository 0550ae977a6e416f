package io.polygil.lab;

import io.polygil.PythonPool;
import io.polygil.PythonPoolBuilder;
import io.polygil.compare.Comparison;
import io.polygil.compare.EntryLatch;
import io.polygil.context.ResourceModules;
import io.polygil.kernels.BundledKernels;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Work in a pool of its own, which is sandboxed, and gone when the work has ended. */
abstract class StagedWork implements RunWork {
  // On a busy machine the first context of a process takes its time.
  private static final Duration FIRST_CONTEXT = Duration.ofMinutes(1);
  private static final int MOST_CONTEXTS = 16;

  private final LaneSource.Factory lanes;
  private volatile @Nullable LessonStage stage;
  private volatile boolean cancelled;

  StagedWork(LaneSource.Factory lanes) {
    this.lanes = lanes;
  }

  /** What this work opens in its sandbox beyond the default, and where its output goes. */
  PythonPoolBuilder configure(PythonPoolBuilder pool, RunSink sink) {
    return pool;
  }

  abstract void execute(LessonStage stage, RunSink sink) throws Exception;

  @Override
  public final void execute(RunSink sink) throws Exception {
    EntryLatch entry = new EntryLatch();
    sink.phase("contexts");
    PythonPoolBuilder builder =
        PythonPool.builder()
            .name("lab")
            .maximumSize(MOST_CONTEXTS)
            .acquireTimeout(FIRST_CONTEXT)
            .closeTimeout(Duration.ofMillis(500))
            .modules(Comparison.programs(), new ResourceModules(Lab.class, "python"))
            .kernels(BundledKernels.all())
            .kernels(CallbackKernels.class, BusyKernels.class)
            .kernelListener(entry);
    PythonPool pool = configure(builder, sink).build();
    try (LessonStage made = new LessonStage(pool, entry);
        LaneRecorder _ = new LaneRecorder(lanes.start(pool), sink)) {
      stage = made;
      if (cancelled) {
        throw new CancellationException();
      }
      execute(made, sink);
    }
  }

  @Override
  public final void cancel() {
    cancelled = true;
    LessonStage now = stage;
    if (now != null) {
      now.cancel();
    }
  }
}
