package io.polygil.kernel;

import io.polygil.context.ConversionException;
import io.polygil.context.ModuleScope;
import io.polygil.context.Values;
import java.lang.reflect.Array;
import java.util.List;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** Where a call from Python enters one kernel, in one context. */
final class KernelEntry implements ProxyExecutable {
  private final KernelDefinition kernel;
  private final KernelListener listener;
  private final ModuleScope scope;
  private final @Nullable Object receiver;
  private final @Nullable AutoPolicy auto;
  private final boolean takesFunctions;

  KernelEntry(
      KernelDefinition kernel,
      KernelListener listener,
      ModuleScope scope,
      @Nullable Object receiver,
      @Nullable AutoPolicy auto) {
    this.kernel = kernel;
    this.listener = listener;
    this.scope = scope;
    this.receiver = receiver;
    this.auto = auto;
    this.takesFunctions =
        kernel.parameters().stream().anyMatch(p -> p.type() == PythonFunction.class);
  }

  @Override
  public @Nullable Object execute(Value... values) {
    CallOfKernel call = takesFunctions ? new CallOfKernel(kernel.call()) : null;
    @Nullable Object[] arguments = arguments(values, call);
    Object result;
    CallOfKernel outer = call == null ? null : call.begin();
    Boolean released = Detached.beginKernel();
    long start = auto == null ? 0 : auto.begin();
    listener.entered(kernel.call());
    try {
      result = (Object) kernel.handle().invokeExact(receiver, arguments);
    } catch (Throwable e) {
      throw raised(e);
    } finally {
      listener.left(kernel.call());
      Detached.endKernel(released);
      if (call != null) {
        call.end(outer);
      }
      if (auto != null) {
        auto.end(start);
      }
    }
    return toPython(result);
  }

  private Object toPython(@Nullable Object result) {
    if (result instanceof Buffer buffer) {
      // The Python text wraps it: a call back from here would take a hundred times as long.
      return new BufferProxy(buffer, scope.values());
    }
    try {
      return scope.values().toPython(result);
    } catch (ConversionException e) {
      throw scope
          .errors()
          .raise("TypeError", kernel.call().function() + "() result: " + e.getMessage());
    }
  }

  private @Nullable Object[] arguments(Value[] values, @Nullable CallOfKernel call) {
    List<KernelParameter> parameters = kernel.parameters();
    @Nullable Object[] arguments = new @Nullable Object[parameters.size()];
    for (int i = 0; i < arguments.length; i++) {
      KernelParameter parameter = parameters.get(i);
      arguments[i] =
          parameter.passing() == KernelParameter.Passing.REST
              ? rest(parameter, values, i, call)
              : argument(parameter, values[i], call);
    }
    return arguments;
  }

  private Object rest(
      KernelParameter parameter, Value[] values, int start, @Nullable CallOfKernel call) {
    int count = values.length - start;
    Object array = Array.newInstance((Class<?>) parameter.javaClass().getComponentType(), count);
    for (int i = 0; i < count; i++) {
      Array.set(array, i, argument(parameter, values[start + i], call));
    }
    return array;
  }

  private @Nullable Object argument(
      KernelParameter parameter, Value value, @Nullable CallOfKernel call) {
    try {
      if (value.isNull() && !parameter.nullable()) {
        throw scope
            .errors()
            .raise(
                "TypeError",
                about(parameter) + ": expected " + parameter.described() + ", got NoneType");
      }
      if (call != null && parameter.type() == PythonFunction.class) {
        return value.isNull() ? null : function(parameter, value, call);
      }
      return convert(parameter, value);
    } catch (ConversionException e) {
      if (e.kind() == ConversionException.Kind.VALUE) {
        scope.values().raiseIfUnencodable(value);
      }
      String type =
          switch (e.kind()) {
            case TYPE -> "TypeError";
            case RANGE -> "OverflowError";
            case VALUE -> "ValueError";
          };
      throw scope.errors().raise(type, about(parameter) + e.where() + ": " + e.reason());
    }
  }

  private @Nullable Object convert(KernelParameter parameter, Value value) {
    Values values = scope.values();
    try {
      return parameter.unsigned()
          ? (Object) values.toUnsignedLong(value)
          : values.toJava(value, parameter.type());
    } catch (ConversionException e) {
      if (e.kind() != ConversionException.Kind.TYPE || !parameter.isInteger()) {
        throw e;
      }
      Value index = values.index(value);
      if (index.isNull()) {
        throw e;
      }
      return parameter.unsigned()
          ? (Object) values.toUnsignedLong(index)
          : values.toJava(index, parameter.type());
    }
  }

  private Object function(KernelParameter parameter, Value value, CallOfKernel call) {
    if (!value.canExecute()) {
      throw scope.errors().raise("TypeError", about(parameter) + ": expected a callable");
    }
    return call.function(scope.values(), value);
  }

  private String about(KernelParameter parameter) {
    return kernel.call().function() + "() argument '" + parameter.name() + "'";
  }

  private RuntimeException raised(Throwable e) {
    if (e instanceof PolyglotException fromPython) {
      // A Python exception that passes through stays the same object.
      return fromPython;
    }
    return JavaErrors.raise(scope.errors(), e);
  }
}
