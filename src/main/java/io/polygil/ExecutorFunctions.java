package io.polygil;

import io.polygil.kernel.Buffer;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one context's {@code polygil/futures.py}, which makes executors, and {@code
 * polygil/_worker.py}, which works for them, ask of the pool. Results that name a Buffer refer to
 * it by its index.
 */
@KernelModule(
    value = ExecutorFunctions.MODULE,
    doc = "The pool, as polygil.futures and its workers see it.")
final class ExecutorFunctions {
  static final String MODULE = "polygil._pool";

  private final ContextExecutors executors;
  private final Interpreter interpreter;

  ExecutorFunctions(ContextExecutors executors, Interpreter interpreter) {
    this.executors = executors;
    this.interpreter = interpreter;
  }

  @Kernel(gil = Gil.HOLD, doc = "The pool's name.")
  String pool_name() {
    return executors.poolName();
  }

  @Kernel(gil = Gil.HOLD, doc = "How many workers an executor may have.")
  int maximum_workers() {
    return executors.maximumWorkers();
  }

  @Kernel(gil = Gil.HOLD, doc = "Makes an executor and gives its number.")
  long open(int workers, long tasks_per_context, Buffer preparation, Buffer... shared) {
    return executors.open(
        interpreter,
        workers,
        tasks_per_context,
        new ExecutorTask(-1, preparation, List.of(shared)));
  }

  @Kernel(gil = Gil.RELEASE, doc = "Enqueues a pickled call.")
  void submit(long executor, long task, Buffer call, Buffer... shared) {
    executors.get(executor).submit(new ExecutorTask(task, call, List.of(shared)));
  }

  @Kernel(
      gil = Gil.RELEASE,
      doc = "Waits for a task to be done and gives its number; -1 after wake(), -2 at the end.")
  long next(long executor) {
    return executors.get(executor).next().task();
  }

  @Kernel(gil = Gil.RELEASE, doc = "As next(), but -1 where none is done within a moment.")
  long soon(long executor) {
    TaskOutcome outcome = executors.get(executor).soon();
    return outcome == null ? TaskOutcome.NONE : outcome.task();
  }

  @Kernel(gil = Gil.HOLD, doc = "The pickled result of a task; None if it timed out.")
  byte @Nullable [] result(long executor, long task) {
    Buffer result = executors.get(executor).taken(task).result();
    return result == null ? null : result.memory();
  }

  @Kernel(gil = Gil.HOLD, doc = "A Buffer that belongs to the result of a task.")
  Buffer result_buffer(long executor, long task, int index) {
    return executors.get(executor).taken(task).shared().get(index);
  }

  @Kernel(gil = Gil.HOLD, doc = "Why a task has no result.")
  String message(long executor, long task) {
    return executors.get(executor).taken(task).message();
  }

  @Kernel(gil = Gil.HOLD, doc = "Why the executor can do no more.")
  String end(long executor) {
    return executors.get(executor).end();
  }

  @Kernel(gil = Gil.HOLD, doc = "Forgets the result of a task.")
  void settle(long executor, long task) {
    executors.get(executor).settle(task);
  }

  @Kernel(gil = Gil.HOLD, doc = "Gives back the tasks that this thread has got and not settled.")
  void give_back(long executor) {
    executors.get(executor).giveBack();
  }

  @Kernel(gil = Gil.HOLD, doc = "Lets next() return.")
  void wake(long executor) {
    executors.get(executor).wake();
  }

  @Kernel(gil = Gil.RELEASE, doc = "Ends every task of the executor, whatever it does.")
  void break_down(long executor, String why) {
    executors.get(executor).breakDown(why);
  }

  @Kernel(gil = Gil.RELEASE, doc = "Ends an executor and waits until its contexts are back.")
  void close(long executor) throws InterruptedException {
    ContextExecutor closed = executors.get(executor);
    try {
      closed.close();
    } finally {
      executors.forget(closed);
      interpreter.disown(closed);
    }
  }

  @Kernel(gil = Gil.HOLD, doc = "In a worker: what its executor's contexts are to be told first.")
  byte[] preparation() {
    return worker().executor().preparation().call().memory();
  }

  @Kernel(gil = Gil.HOLD, doc = "In a worker: a Buffer that belongs to the preparation.")
  Buffer preparation_buffer(int index) {
    return worker().executor().preparation().shared().get(index);
  }

  @Kernel(gil = Gil.HOLD, doc = "In a worker: a Buffer that belongs to its task's call.")
  Buffer call_buffer(int index) {
    return worker().shared(index);
  }

  @Kernel(gil = Gil.HOLD, doc = "In a worker: adds a Buffer to its task's result; its index.")
  int give_buffer(Buffer buffer) {
    return worker().give(buffer);
  }

  private ExecutorWorker worker() {
    return Objects.requireNonNull(interpreter.worker(), "this context works for no executor");
  }
}
