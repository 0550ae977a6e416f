package io.polygil.kernel;

import io.polygil.context.ConversionException;
import io.polygil.context.ModuleScope;
import io.polygil.context.PythonErrors;
import io.polygil.context.Values;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** Where a call from Python enters one kernel, in one context. */
final class KernelEntry implements ProxyExecutable {
  private final KernelDefinition kernel;
  private final KernelListener listener;
  private final PythonErrors errors;
  private final Values values;

  KernelEntry(KernelDefinition kernel, KernelListener listener, ModuleScope scope) {
    this.kernel = kernel;
    this.listener = listener;
    this.errors = scope.errors();
    this.values = scope.values();
  }

  @Override
  public @Nullable Object execute(Value... passed) {
    @Nullable Object[] arguments = new @Nullable Object[passed.length];
    for (int i = 0; i < passed.length; i++) {
      arguments[i] = argument(kernel.arguments().get(i), passed[i]);
    }
    Object result;
    listener.entered(kernel.call());
    try {
      result = kernel.handle().invokeExact(arguments);
    } catch (Throwable e) {
      throw raised(e);
    } finally {
      listener.left(kernel.call());
    }
    // The Python text wraps it: a call back from here would take a hundred times as long.
    return result instanceof Buffer buffer
        ? new BufferProxy(buffer, values)
        : values.toPython(result);
  }

  private @Nullable Object argument(KernelDefinition.Argument argument, Value value) {
    try {
      if (argument.unsigned()) {
        return values.toUnsignedLong(value);
      }
      Object converted = values.toJava(value, argument.type());
      if (converted == null) {
        throw errors.raise(
            "TypeError",
            about(argument) + ": expected " + argument.pythonType() + ", got NoneType");
      }
      return converted;
    } catch (ConversionException e) {
      String type =
          switch (e.kind()) {
            case TYPE -> "TypeError";
            case RANGE -> "OverflowError";
            case VALUE -> "ValueError";
          };
      throw errors.raise(type, about(argument) + e.where() + ": " + e.reason());
    }
  }

  private String about(KernelDefinition.Argument argument) {
    return kernel.call().function() + "() argument '" + argument.name() + "'";
  }

  private RuntimeException raised(Throwable e) {
    if (e instanceof PolyglotException fromPython) {
      // A Python exception that passes through stays the same object.
      return fromPython;
    }
    if (e instanceof VirtualMachineError error) {
      throw error;
    }
    String type =
        switch (e) {
          case IllegalArgumentException _ -> "ValueError";
          case ArithmeticException _ -> "OverflowError";
          default -> "RuntimeError";
        };
    String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    return errors.raise(type, message);
  }
}
