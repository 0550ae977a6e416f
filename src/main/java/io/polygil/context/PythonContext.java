package io.polygil.context;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
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
  private static final Source BOOTSTRAP = resource("bootstrap.py");
  private static final Source SANDBOX = resource("sandbox.py");

  private final Context context;
  private final Value execFresh;
  private final Value evalFresh;
  private final Value resolve;
  private final Value runMain;
  private final Value describe;
  private final Value shutDown;
  private final Map<String, Value> functions = new ConcurrentHashMap<>();

  private PythonContext(Context context, Value bootstrap) {
    this.context = context;
    this.execFresh = bootstrap.getMember("exec_fresh");
    this.evalFresh = bootstrap.getMember("eval_fresh");
    this.resolve = bootstrap.getMember("resolve");
    this.runMain = bootstrap.getMember("run_main");
    this.describe = bootstrap.getMember("describe");
    this.shutDown = bootstrap.getMember("shut_down");
  }

  static PythonContext start(
      Context context, List<ModuleFinder> finders, List<String> closedDoors) {
    try {
      context.initialize("python");
      Value bootstrap = context.eval(BOOTSTRAP);
      Value raiser = bootstrap.getMember("raise_error");
      PythonErrors errors =
          (type, message) -> {
            raiser.execute(type, message);
            return new IllegalStateException("Python did not raise " + type + ": " + message);
          };
      bootstrap.getMember("install").executeVoid(finder(finders, errors));
      if (!closedDoors.isEmpty()) {
        Value explain = context.eval(SANDBOX).execute(Values.toPython(closedDoors));
        bootstrap.getMember("explain_errors").executeVoid(explain);
      }
      return new PythonContext(context, bootstrap);
    } catch (PolyglotException e) {
      context.close(true);
      throw new PythonException("SystemError", String.valueOf(e.getMessage()), "");
    }
  }

  // Python gets a mapping of name, origin, text, package and globals, or None.
  private static ProxyExecutable finder(List<ModuleFinder> finders, PythonErrors errors) {
    return arguments -> {
      String name = arguments[0].asString();
      for (ModuleFinder finder : finders) {
        Optional<ModuleSource> found = finder.find(name);
        if (found.isPresent()) {
          return description(found.get(), errors);
        }
      }
      return null;
    };
  }

  private static ProxyObject description(ModuleSource source, PythonErrors errors) {
    Map<String, Object> globals = new HashMap<>();
    source.globals().forEach((name, make) -> globals.put(name, make.apply(errors)));
    return ProxyObject.fromMap(
        Map.of(
            "origin", source.origin(),
            "text", source.text(),
            "package", source.kind() == ModuleSource.Kind.PACKAGE,
            "names", Values.toPython(List.copyOf(globals.keySet())),
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
    return guarded(() -> Values.toJava(execFresh.execute(code, name), type));
  }

  /**
   * Evaluates one Python expression with globals of its own.
   *
   * @throws PythonException whatever the expression raises
   * @throws ConversionException if the result is no {@code type}
   */
  public <T> @Nullable T eval(String expression, Class<T> type) {
    return guarded(() -> Values.toJava(evalFresh.execute(expression), type));
  }

  /**
   * Calls a Python function.
   *
   * @param function {@code module:function}; the module is imported at the first call
   * @param type what the result must be
   * @throws IllegalArgumentException if {@code function} is not of that form
   * @throws PythonException whatever import or function raise
   * @throws ConversionException if the result is no {@code type}, or an argument has no Python form
   */
  public <T> @Nullable T call(String function, Class<T> type, @Nullable Object... arguments) {
    @Nullable Object[] converted = new @Nullable Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      converted[i] = Values.toPython(arguments[i]);
    }
    return guarded(() -> Values.toJava(function(function).execute(converted), type));
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
   * @param file the program's path as the user typed it; it becomes {@code sys.argv[0]}
   * @param source its bytes; a PEP 263 line may name their encoding
   * @return the exit code: 0, what {@code SystemExit} carried, or 1 after an uncaught exception
   */
  public int runMain(String file, byte[] source, List<String> arguments) {
    try {
      return runMain
          .execute(
              file, new String(source, StandardCharsets.ISO_8859_1), Values.toPython(arguments))
          .asInt();
    } catch (PolyglotException e) {
      if (e.isExit()) {
        return e.getExitStatus();
      }
      throw plain(e);
    }
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

  private <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (PolyglotException e) {
      throw plain(e);
    }
  }

  private RuntimeException plain(PolyglotException e) {
    if (e.isHostException()) {
      return e.asHostException() instanceof RuntimeException runtime
          ? runtime
          : new IllegalStateException(e.asHostException());
    }
    Value exception = e.getGuestObject();
    if (!e.isGuestException() || e.isExit() || exception == null) {
      String type = e.isExit() ? "SystemExit" : e.isCancelled() ? "Cancelled" : "SystemError";
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

  private static Source resource(String name) {
    String text = ResourceModules.read(PythonContext.class, name);
    if (text == null) {
      throw new IllegalStateException("The jar lacks its resource " + name);
    }
    return Source.newBuilder("python", text, "<polygil>/" + name).buildLiteral();
  }
}
