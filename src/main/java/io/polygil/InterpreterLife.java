package io.polygil;

import io.polygil.context.ContextOptions;
import io.polygil.context.PythonContext;
import io.polygil.context.PythonEngine;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, keeps and ends the Python contexts of a pool. */
final class InterpreterLife implements ContextLife<Interpreter> {
  private static final Logger LOG = LoggerFactory.getLogger(PythonPool.class);
  private static final Duration ORDERLY_CLOSE = Duration.ofSeconds(10);
  private static final Duration CHECK = Duration.ofSeconds(5);

  private final PoolSettings settings;
  private final ContextOptions options;
  private final PythonEngine engine;
  private final ExecutorService workers;
  private final Supplier<String> kernelsNow;
  private final Supplier<ContextExecutors> executors;

  InterpreterLife(
      PoolSettings settings,
      ContextOptions options,
      PythonEngine engine,
      ExecutorService workers,
      Supplier<String> kernelsNow,
      Supplier<ContextExecutors> executors) {
    this.settings = settings;
    this.options = options;
    this.engine = engine;
    this.workers = workers;
    this.kernelsNow = kernelsNow;
    this.executors = executors;
  }

  @Override
  public Interpreter create(int id) {
    ContextCreatedEvent event = FlightEvents.contextCreated();
    long start = System.nanoTime();
    Interpreter interpreter = new Interpreter(settings.name(), id, settings.output());
    PoolSettings.Streams streams = settings.streams();
    ContextOptions own = options.withFinder(executors.get().moduleOf(interpreter));
    ContextOptions connected =
        streams == null
            ? own.withStreams(own.in(), interpreter.out(), interpreter.err())
            : own.withStreams(streams.in(), streams.out(), streams.err());
    interpreter.start(
        settings.codeSharing().isAlone(id)
            ? engine.createAlone(connected)
            : engine.create(connected));
    if (event != null) {
      event.commit(settings.name(), id);
    }
    LOG.debug(
        "Pool \"{}\": made context {} in {} ms",
        settings.name(),
        id,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    return interpreter;
  }

  @Override
  public void warmUp(Interpreter interpreter) {
    PythonContext context = interpreter.context();
    if (!settings.warmUp().isEmpty()) {
      context.exec(settings.warmUp());
    }
    if (settings.limits().reset() == PoolLimits.Reset.BETWEEN_LEASES) {
      context.remember();
    }
    interpreter.end();
  }

  @Override
  public boolean isUsable(Interpreter interpreter) {
    return interpreter.context().isUsable();
  }

  @Override
  public boolean check(Interpreter interpreter) {
    try {
      return Integer.valueOf(2)
          .equals(
              workers
                  .submit(() -> interpreter.context().eval("1 + 1", Integer.class))
                  .get(CHECK.toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void reset(Interpreter interpreter) {
    interpreter.context().restore();
  }

  @Override
  public void close(Interpreter interpreter) {
    interpreter.context().close(ORDERLY_CLOSE);
    interpreter.end();
    LOG.debug("Pool \"{}\": ended context {}", settings.name(), interpreter.id());
  }

  @Override
  public Duration orderlyClose() {
    return ORDERLY_CLOSE;
  }

  @Override
  public void cancel(Interpreter interpreter) {
    interpreter.endExecutors(ContextExecutor.OwnersEnd.STOPPED);
    interpreter.context().cancel();
    interpreter.end();
  }

  @Override
  public void wanted() {
    executors.get().rouseIdle();
  }

  @Override
  public void reportStuck(Interpreter interpreter, RetirementCause cause) {
    Lending lending = interpreter.lending();
    LOG.error(
        "Pool \"{}\": context {} (lease {}, retired: {}) does not end: Java code that its Python has"
            + " called, such as a kernel or a read of standard input, does not return and cannot be"
            + " stopped from outside.{} It counts as stuck and is replaced"
            + " while there are no more than {} of its kind.",
        settings.name(),
        interpreter.id(),
        lending == null ? "none" : lending.id(),
        cause,
        kernelsNow.get(),
        settings.limits().maximumStuck());
  }

  @Override
  public void reportFailure(RuntimeException failure) {
    LOG.error("Pool \"{}\"", settings.name(), failure);
  }
}
