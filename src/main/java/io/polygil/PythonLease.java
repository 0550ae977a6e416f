package io.polygil;

import io.polygil.context.ConversionException;
import io.polygil.context.Keywords;
import io.polygil.context.PythonContext;
import io.polygil.context.PythonException;
import io.polygil.context.PythonProgram;
import io.polygil.context.TypeLiteral;
import io.polygil.context.Values;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Python context that belongs to its holder until {@link #close()}. Bound to platform threads:
 * the holder may lend it on to others of these; they then share the context's GIL and take turns.
 * If it is closed while such a thread still runs Python in it, the context goes back when that run
 * ends.
 *
 * <p>Python runs on the calling thread, unless the pool limits runs in time: then it runs on a
 * thread of the pool's while the caller waits, so that the caller gets its exception at the
 * deadline whatever the run does. Interrupting a thread that runs Python itself does not stop
 * Python; interrupting one that waits does, and ends the context.
 *
 * <p>Results and exceptions are plain Java and outlive the lease. Every method throws {@link
 * IllegalStateException} after close, {@link PythonTimeoutException} where a run passes its limit,
 * and {@link CancellationException} where its context is ended meanwhile.
 */
public final class PythonLease implements AutoCloseable {
  private final Lending lending;
  private final Runs runs;
  private final PhantomReference<PythonLease> watched;
  private volatile @Nullable Duration runTimeout;

  PythonLease(Lending lending, Runs runs, LeaseWatch watch, @Nullable Duration runTimeout) {
    this.lending = lending;
    this.runs = runs;
    this.runTimeout = runTimeout;
    this.watched = watch.watch(this, lending);
    lending.watch(watched);
  }

  /**
   * Its name in logs and flight recordings: the context's number, a dot, and how often that context
   * was leased. Nested leases have one and the same.
   */
  public String id() {
    return lending.id();
  }

  /**
   * Limits the runs that begin from now on, in place of the pool's limit.
   *
   * @return this
   * @throws IllegalArgumentException if the limit is not positive
   */
  public PythonLease runTimeout(Duration limit) {
    runTimeout = PythonPoolBuilder.positive("runTimeout", limit);
    return this;
  }

  /**
   * Runs Python statements, each run with globals of its own.
   *
   * @throws PythonException whatever the code raises
   */
  public void exec(String code) {
    Void _ =
        run(
            "exec",
            context -> {
              context.exec(code);
              return null;
            });
  }

  /**
   * Runs Python statements with globals of their own and reads one of these at the end.
   *
   * @throws PythonException whatever the code raises; {@code KeyError} if it sets no such global
   * @throws ConversionException if the global is no {@code type}
   */
  public <T> @Nullable T exec(String code, String global, Class<T> type) {
    return run("exec", context -> context.exec(code, global, type));
  }

  /** As {@link #exec(String, String, Class)}, for types that no class can say. */
  public <T> @Nullable T exec(String code, String global, TypeLiteral<T> type) {
    return run("exec", context -> context.exec(code, global, type));
  }

  /**
   * Evaluates one Python expression.
   *
   * @throws PythonException whatever the expression raises
   * @throws ConversionException if the result is no {@code type}
   */
  public <T> @Nullable T eval(String expression, Class<T> type) {
    return run("eval", context -> context.eval(expression, type));
  }

  /** As {@link #eval(String, Class)}, for types that no class can say. */
  public <T> @Nullable T eval(String expression, TypeLiteral<T> type) {
    return run("eval", context -> context.eval(expression, type));
  }

  /**
   * Calls a Python function.
   *
   * @param function {@code module:function}
   * @param arguments what becomes of them {@link Values} says; the last may be {@link Keywords}
   * @throws IllegalArgumentException if {@code function} is not of that form
   * @throws PythonException whatever import or function raise
   * @throws ConversionException if the result is no {@code type}, or an argument has no Python form
   */
  public <T> @Nullable T call(String function, Class<T> type, @Nullable Object... arguments) {
    return run(function, context -> context.call(function, type, arguments));
  }

  /** As {@link #call(String, Class, Object...)}, for types that no class can say. */
  public <T> @Nullable T call(String function, TypeLiteral<T> type, @Nullable Object... arguments) {
    return run(function, context -> context.call(function, type, arguments));
  }

  /**
   * Makes a Python module a Java object: each method of the interface calls the module's function
   * of its name, or of that name in Python's style ({@code wordCount}, {@code word_count}).
   * Arguments and results convert as those of {@link #call} do. A method that returns a {@link
   * java.util.Optional} gives an empty one for None. The object is valid as long as this lease.
   *
   * @throws IllegalArgumentException if {@code type} is no interface, or the module lacks a
   *     function for one of its abstract methods: the message names them
   * @throws PythonException whatever the import raises
   */
  public <T> T as(Class<T> type, String module) {
    return TypedModule.of(
        type,
        module,
        (name, result, arguments) -> run(name, context -> context.call(name, result, arguments)),
        function -> run(module, context -> context.hasFunction(module, function)));
  }

  /**
   * Runs a program as the {@code python} command does: as {@code __main__}, with {@code sys.argv}
   * and its traceback on the pool's standard error.
   *
   * @return its exit code
   */
  public int run(PythonProgram program) {
    return run(program.name(), context -> context.run(program));
  }

  /**
   * Ends the Python that runs in this lease, whatever it does, and its context. May be called by
   * any thread: whoever waits for that Python gets a {@link CancellationException}.
   */
  public void cancel() {
    lending.end(RetirementCause.CANCELLED);
  }

  private <T extends @Nullable Object> T run(String what, Function<PythonContext, T> work) {
    Runs.requirePlatformThread("A lease");
    if (!lending.isWatched(watched)) {
      throw new IllegalStateException(
          "Lease " + lending.id() + " is closed: acquire another one from the pool");
    }
    try {
      Duration limit = runTimeout;
      return limit == null || runs.isWithin(lending)
          ? lending.run(work)
          : runs.runAndWait(lending, what, limit, work);
    } finally {
      // Or else a lease whose last use this is would count as lost while it still runs.
      Reference.reachabilityFence(this);
    }
  }

  /** Gives the context back, unless a lease around this one has it too. Again: does nothing. */
  @Override
  public void close() {
    if (lending.unwatch(watched)) {
      lending.drop();
    }
  }
}
