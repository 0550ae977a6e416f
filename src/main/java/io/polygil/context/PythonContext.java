package io.polygil.context;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/**
 * One Python interpreter with one GIL. Several platform threads may use it at once: they then take
 * turns, as Python threads do.
 *
 * <p>Everything that comes out is plain Java, results and exceptions alike, and stays valid after
 * the context has ended.
 */
public final class PythonContext implements AutoCloseable {
  private static final Source BOOTSTRAP = source("bootstrap.py");
  private static final Source VALUES = source("values.py");
  private static final Source SANDBOX = source("sandbox.py");

  // What refusals call the result of an expression or a call.
  private static final String RESULT = "result";

  private final Context context;
  private final Value execFresh;
  private final Value evalFresh;
  private final Value resolve;
  private final Value runMain;
  private final Value describe;
  private final Value shutDown;
  private final Value remember;
  private final Values values;
  private final Value callWith;
  private final AtomicLong scope = new AtomicLong();
  private final Map<String, Value> functions = new ConcurrentHashMap<>();
  private volatile @Nullable Value restore;
  private volatile boolean broken;

  private PythonContext(Context context, Value bootstrap, Value conversions) {
    this.context = context;
    this.execFresh = bootstrap.getMember("exec_fresh");
    this.evalFresh = bootstrap.getMember("eval_fresh");
    this.resolve = bootstrap.getMember("resolve");
    this.runMain = bootstrap.getMember("run_main");
    this.describe = bootstrap.getMember("describe");
    this.shutDown = bootstrap.getMember("shut_down");
    this.remember = bootstrap.getMember("remember");
    this.values = new Values(this, conversions, this::function);
    this.callWith = conversions.getMember("call_with");
  }

  static PythonContext start(
      Context context, List<ModuleFinder> finders, List<String> closedDoors) {
    try {
      context.initialize("python");
      Value bootstrap = context.eval(BOOTSTRAP);
      PythonErrors errors = new RaisedErrors(bootstrap);
      PythonContext started = new PythonContext(context, bootstrap, context.eval(VALUES));
      ModuleScope modules = new ModuleScope(errors, started.values);
      finders.forEach(finder -> finder.adapters().forEach(started.values::add));
      bootstrap.getMember("install").executeVoid(finder(finders, modules));
      if (!closedDoors.isEmpty()) {
        Value explain = context.eval(SANDBOX).execute(started.values.toPython(closedDoors));
        bootstrap.getMember("explain_errors").executeVoid(explain);
      }
      return started;
    } catch (PolyglotException e) {
      context.close(true);
      throw new PythonException("SystemError", String.valueOf(e.getMessage()), "");
    }
  }

  // Python gets a mapping of name, origin, text, package and globals, or None.
  private static ProxyExecutable finder(List<ModuleFinder> finders, ModuleScope scope) {
    return arguments -> {
      String name = arguments[0].asString();
      for (ModuleFinder finder : finders) {
        Optional<ModuleSource> found = finder.find(name);
        if (found.isPresent()) {
          return description(found.get(), scope);
        }
      }
      return null;
    };
  }

  private static ProxyObject description(ModuleSource source, ModuleScope scope) {
    Map<String, Object> globals = source.globals().apply(scope);
    return ProxyObject.fromMap(
        Map.of(
            "origin", source.origin(),
            "text", source.text(),
            "package", source.kind() == ModuleSource.Kind.PACKAGE,
            "names", scope.values().toPython(globals.keySet()),
            "globals", ProxyObject.fromMap(globals)));
  }

  /**
   * Runs Python statements with globals of their own: two runs, also at the same time, share
   * nothing but the modules they import. {@code __name__} is {@code "__main__"}.
   *
   * @throws PythonException whatever the code raises
   */
  public void exec(String code) {
    guarded(() -> execFresh.execute(code));
  }

  /**
   * Runs Python statements as {@link #exec(String)} does and reads one of their globals.
   *
   * @param name the global read at the end, such as {@code j}
   * @throws PythonException whatever the code raises; {@code KeyError} if it sets no such global
   * @throws ConversionException if the global is no {@code type}
   */
  public <T> @Nullable T exec(String code, String name, Class<T> type) {
    return guarded(() -> toJava(name, execFresh.execute(code, name), Wanted.of(type)));
  }

  /**
   * Runs Python statements as {@link #exec(String, String, Class)} does.
   *
   * @param type what the global must be
   */
  public <T> @Nullable T exec(String code, String name, TypeLiteral<T> type) {
    return guarded(() -> toJava(name, execFresh.execute(code, name), Wanted.of(type)));
  }

  /**
   * Evaluates one Python expression with globals of its own.
   *
   * @throws PythonException whatever the expression raises
   * @throws ConversionException if the result is no {@code type}
   */
  public <T> @Nullable T eval(String expression, Class<T> type) {
    return guarded(() -> toJava(RESULT, evalFresh.execute(expression), Wanted.of(type)));
  }

  /**
   * Evaluates one Python expression as {@link #eval(String, Class)} does.
   *
   * @param type what the result must be
   */
  public <T> @Nullable T eval(String expression, TypeLiteral<T> type) {
    return guarded(() -> toJava(RESULT, evalFresh.execute(expression), Wanted.of(type)));
  }

  /**
   * Calls a Python function.
   *
   * @param function {@code module:function}; the module is imported at the first call
   * @param type what the result must be
   * @param arguments the arguments; {@link Keywords} as the last one become keyword arguments
   * @throws IllegalArgumentException if {@code function} is not of that form
   * @throws PythonException whatever import or function raise
   * @throws ConversionException if the result is no {@code type}, or an argument has no Python form
   */
  public <T> @Nullable T call(String function, Class<T> type, @Nullable Object... arguments) {
    return guarded(() -> callValue(function(function), Wanted.of(type), arguments));
  }

  /**
   * Calls a Python function as {@link #call(String, Class, Object...)} does.
   *
   * @param type what the result must be
   */
  public <T> @Nullable T call(String function, TypeLiteral<T> type, @Nullable Object... arguments) {
    return guarded(() -> callValue(function(function), Wanted.of(type), arguments));
  }

  /**
   * Calls a Python function as {@link #call(String, Class, Object...)} does, for callers that know
   * the type only when the program runs.
   *
   * @param type a class, or a type such as {@link java.lang.reflect.Method#getGenericReturnType()}
   */
  public @Nullable Object call(String function, Type type, @Nullable Object... arguments) {
    return guarded(() -> callValue(function(function), Wanted.of(type), arguments));
  }

  /**
   * Whether a module has a function, or anything else that can be called, of this name.
   *
   * @param module imported if it is not yet
   * @param function its name; with dots for a method of a class
   * @throws PythonException whatever the import raises
   */
  public boolean hasFunction(String module, String function) {
    return guarded(() -> values.function("has_function").execute(module, function).asBoolean());
  }

  /**
   * Ends the use of this context by its present user: {@link PythonObject}s made until now are no
   * longer valid.
   */
  public void endScope() {
    scope.incrementAndGet();
  }

  long scope() {
    return scope.get();
  }

  Values values() {
    return values;
  }

  <T> @Nullable T callValue(Value function, Wanted<T> type, @Nullable Object... arguments) {
    int count = arguments.length;
    Keywords keywords =
        count > 0 && arguments[count - 1] instanceof Keywords last ? last : Keywords.NONE;
    if (keywords == Keywords.NONE && function.canExecute()) {
      return toJava(RESULT, function.execute(positional(arguments, count)), type);
    }
    // Python also knows best what to raise for an object that cannot be called.
    int unnamed = keywords == Keywords.NONE ? count : count - 1;
    Value listOf = values.function("list_of");
    Value result =
        callWith.execute(
            function,
            listOf.execute(positional(arguments, unnamed)),
            listOf.execute(keywords.values().keySet().toArray()),
            listOf.execute(named(keywords)));
    return toJava(RESULT, result, type);
  }

  private @Nullable Object[] positional(@Nullable Object[] arguments, int count) {
    @Nullable Object[] converted = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      try {
        converted[i] = values.toPython(arguments[i]);
      } catch (ConversionException e) {
        throw e.within("argument " + (i + 1));
      }
    }
    return converted;
  }

  private @Nullable Object[] named(Keywords keywords) {
    List<@Nullable Object> converted = new ArrayList<>();
    keywords
        .values()
        .forEach((name, value) -> {
          try {
            converted.add(values.toPython(value));
          } catch (ConversionException e) {
            throw e.within("argument '" + name + "'");
          }
        });
    return converted.toArray();
  }

  /**
   * Converts what came from Python.
   *
   * @param name what a refusal calls it
   */
  <T> @Nullable T toJava(String name, Value value, Wanted<T> type) {
    try {
      return type.seen(values.toJava(value, type.type()));
    } catch (ConversionException e) {
      throw e.within(name);
    }
  }

  private Value function(String name) {
    Value known = functions.get(name);
    if (known != null) {
      return known;
    }
    int colon = name.indexOf(':');
    if (colon <= 0 || colon == name.length() - 1) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" names no function: write it as module:function, such as"
              + " \"json:dumps\"");
    }
    // Not computeIfAbsent: importing runs Python, which must not happen under a Java monitor.
    Value resolved = resolve.execute(name.substring(0, colon), name.substring(colon + 1));
    functions.put(name, resolved);
    return resolved;
  }

  /**
   * Runs a program as the {@code python} command does: as {@code __main__}, with {@code sys.argv},
   * and with its traceback on the context's standard error.
   *
   * @return the exit code: 0, what {@code SystemExit} carried, or 1 after an uncaught exception
   */
  public int run(PythonProgram program) {
    try {
      return runMain
          .execute(
              program.kind(),
              program.name(),
              program.folder(),
              program.source(),
              values.toPython(program.arguments()),
              program.isInterruptible() ? watchCtrlC() : null)
          .asInt();
    } catch (PolyglotException e) {
      if (e.isExit()) {
        broken = true;
        return e.getExitStatus();
      }
      throw plain(e);
    } finally {
      if (program.isInterruptible()) {
        CtrlC.forget();
      }
    }
  }

  private static ProxyExecutable watchCtrlC() {
    return arguments -> {
      CtrlC.watch(arguments[0]);
      return null;
    };
  }

  /** Whether Python may run here: false once it has ended itself, was ended, or has crashed. */
  public boolean isUsable() {
    return !broken;
  }

  /** Remembers the state to which {@link #restore()} puts the context back. */
  public void remember() {
    restore = guarded(remember::execute);
  }

  /**
   * Puts the context back to the remembered state: the globals of all modules, {@code sys.path},
   * {@code sys.argv} and the environment; modules imported since are forgotten. What has changed
   * inside an object that stays is not undone.
   *
   * @throws PythonException if a Python thread still runs, or if restoring fails
   * @throws IllegalStateException if no state was remembered
   */
  public void restore() {
    Value function = restore;
    if (function == null) {
      throw new IllegalStateException("No state was remembered: call remember() first");
    }
    functions.clear();
    guarded(function::execute);
  }

  /**
   * Ends the context in the orderly way: Python's threads are waited for, its exit functions run.
   * Waits as long as they take; {@link #cancel()} from another thread ends the wait.
   */
  @Override
  public void close() {
    try {
      shutDown.executeVoid();
      context.close();
    } catch (PolyglotException e) {
      if (!e.isExit() && !e.isCancelled()) {
        context.close(true);
        throw plain(e);
      }
    } catch (IllegalStateException e) {
      // Cancelled meanwhile: there is nothing left to end.
      context.close(true);
    }
  }

  /** Ends the context in the orderly way within a limit, and cancels what runs longer. */
  public void close(Duration limit) {
    Thread closing = Thread.ofPlatform().daemon().name("polygil-close").start(this::close);
    try {
      if (!closing.join(limit)) {
        cancel();
      }
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the context now, whatever runs in it. Java code that Python has called is not stopped. */
  public void cancel() {
    context.close(true);
  }

  /** The polyglot engine that it is in. */
  Engine engine() {
    return context.getEngine();
  }

  <T extends @Nullable Object> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (PolyglotException e) {
      throw plain(e);
    }
  }

  private RuntimeException plain(PolyglotException e) {
    if (e.isCancelled() || e.isInterrupted()) {
      broken = true;
      return new CancellationException("The Python context was cancelled");
    }
    if (e.isExit() || e.isInternalError()) {
      broken = true;
    }
    if (e.isHostException()) {
      return e.asHostException() instanceof RuntimeException runtime
          ? runtime
          : new IllegalStateException(e.asHostException());
    }
    Value exception = e.getGuestObject();
    if (!e.isGuestException() || e.isExit() || exception == null) {
      String type = e.isExit() ? "SystemExit" : "SystemError";
      return new PythonException(type, String.valueOf(e.getMessage()), "");
    }
    try {
      Value parts = describe.execute(exception);
      return new PythonException(
          parts.getArrayElement(0).asString(),
          parts.getArrayElement(1).asString(),
          parts.getArrayElement(2).asString());
    } catch (PolyglotException describing) {
      return new PythonException("SystemError", String.valueOf(e.getMessage()), "");
    }
  }

  private static Source source(String name) {
    String text = ResourceModules.read(PythonContext.class, name);
    if (text == null) {
      throw new IllegalStateException("The jar lacks its resource " + name);
    }
    return Source.newBuilder("python", text, "<polygil>/" + name).buildLiteral();
  }
}
