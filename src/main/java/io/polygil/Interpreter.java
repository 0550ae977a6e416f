package io.polygil;

import io.polygil.context.PythonContext;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A context of a pool, with who has it and where its output goes. */
final class Interpreter {
  private static final Logger LOG = LoggerFactory.getLogger(PythonPool.class);

  private final String poolName;
  private final int id;
  private final Consumer<PythonOutput> output;
  private final LineStream out = new LineStream(line -> pass(PythonOutput.Stream.OUT, line));
  private final LineStream err = new LineStream(line -> pass(PythonOutput.Stream.ERR, line));
  private @Nullable PythonContext context;
  private final Set<ContextExecutor> executors = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Lending lending;
  private volatile @Nullable ExecutorWorker worker;

  Interpreter(String poolName, int id, Consumer<PythonOutput> output) {
    this.poolName = poolName;
    this.id = id;
    this.output = output;
  }

  int id() {
    return id;
  }

  OutputStream out() {
    return out;
  }

  OutputStream err() {
    return err;
  }

  void start(PythonContext started) {
    context = started;
  }

  PythonContext context() {
    return Objects.requireNonNull(context, "the context was never started");
  }

  /** The last lending, which may be over; null if there was none. */
  @Nullable Lending lending() {
    return lending;
  }

  void begin(Lending begun) {
    lending = begun;
  }

  /** The executor's worker that has it, or null. */
  @Nullable ExecutorWorker worker() {
    return worker;
  }

  void employ(@Nullable ExecutorWorker by) {
    worker = by;
  }

  /** Whether Python may run in it. */
  boolean isUsable() {
    return context().isUsable();
  }

  /** Lets an executor end with the present lending. */
  void own(ContextExecutor executor) {
    executors.add(executor);
  }

  void disown(ContextExecutor executor) {
    executors.remove(executor);
  }

  /** Whether it has an executor whose tasks all wait for a context, or for such as do. */
  boolean isStalled() {
    return executors.stream().anyMatch(ContextExecutor::isStalled);
  }

  void endExecutors(ContextExecutor.OwnersEnd how) {
    for (ContextExecutor executor : Set.copyOf(executors)) {
      executors.remove(executor);
      executor.ownerEnded(how);
    }
  }

  /**
   * Ends what belongs to a lease: executors, references to Python objects, and a line without an
   * end.
   */
  void end() {
    endExecutors(ContextExecutor.OwnersEnd.RETURNED);
    context().endScope();
    out.finish();
    err.finish();
    lending = null;
  }

  private void pass(PythonOutput.Stream stream, String line) {
    Lending current = lending;
    try {
      output.accept(new PythonOutput(poolName, current == null ? "" : current.id(), stream, line));
    } catch (RuntimeException e) {
      // Python's print must not fail for what its host does with the line.
      LOG.error("Pool \"{}\": the consumer of Python's output failed", poolName, e);
    }
  }
}
