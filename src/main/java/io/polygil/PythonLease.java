package io.polygil;

import io.polygil.context.ConversionException;
import io.polygil.context.PythonContext;
import io.polygil.context.PythonException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Python context that belongs to its holder until {@link #close()}. The holder may lend it on to
 * other platform threads; they then share the context's GIL and take turns.
 *
 * <p>Results and exceptions are plain Java and outlive the lease.
 */
public final class PythonLease implements AutoCloseable {
  private final PythonContext context;
  private final Consumer<PythonContext> onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  PythonLease(PythonContext context, Consumer<PythonContext> onClose) {
    this.context = context;
    this.onClose = onClose;
  }

  /**
   * Runs Python statements, each run with globals of its own.
   *
   * @throws PythonException whatever the code raises
   * @throws IllegalStateException if the lease is closed
   */
  public void exec(String code) {
    open().exec(code);
  }

  /**
   * Runs Python statements with globals of their own and reads one of these at the end.
   *
   * @throws PythonException whatever the code raises; {@code KeyError} if it sets no such global
   * @throws ConversionException if the global is no {@code type}
   * @throws IllegalStateException if the lease is closed
   */
  public <T> @Nullable T exec(String code, String global, Class<T> type) {
    return open().exec(code, global, type);
  }

  /**
   * Evaluates one Python expression.
   *
   * @throws PythonException whatever the expression raises
   * @throws ConversionException if the result is no {@code type}
   * @throws IllegalStateException if the lease is closed
   */
  public <T> @Nullable T eval(String expression, Class<T> type) {
    return open().eval(expression, type);
  }

  /**
   * Calls a Python function.
   *
   * @param function {@code module:function}
   * @throws IllegalArgumentException if {@code function} is not of that form
   * @throws PythonException whatever import or function raise
   * @throws ConversionException if the result is no {@code type}, or an argument has no Python form
   * @throws IllegalStateException if the lease is closed
   */
  public <T> @Nullable T call(String function, Class<T> type, @Nullable Object... arguments) {
    return open().call(function, type, arguments);
  }

  /**
   * Runs a program as the {@code python} command does: as {@code __main__}, with {@code sys.argv}
   * and its traceback on the pool's standard error.
   *
   * @param file the program's path as the user gave it
   * @param source the program's bytes
   * @return its exit code
   * @throws IllegalStateException if the lease is closed
   */
  public int runProgram(String file, byte[] source, List<String> arguments) {
    return open().runMain(file, source, arguments);
  }

  private PythonContext open() {
    if (closed.get()) {
      throw new IllegalStateException("This lease is closed: acquire another one from the pool");
    }
    return context;
  }

  /** Gives the context back. Closing twice does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      onClose.accept(context);
    }
  }
}
