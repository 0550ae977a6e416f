package io.polygil.kernel;

import io.polygil.context.ConversionException;
import io.polygil.context.ModuleScope;
import io.polygil.context.Values;
import java.io.Serial;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
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
  private final boolean takesFunctions;
  private final boolean wrapsResult;
  private final @Nullable KernelDefinition elements;
  private final Instances instances;
  private final KernelFailures failures;
  private final KernelWatch watch;
  private final MethodHandle handle;

  KernelEntry(
      KernelDefinition kernel,
      KernelListener listener,
      ModuleScope scope,
      @Nullable Object receiver,
      KernelWatch watch) {
    this.kernel = kernel;
    this.listener = listener;
    this.scope = scope;
    this.receiver = receiver;
    this.takesFunctions =
        kernel.parameters().stream().anyMatch(p -> p.type() == PythonFunction.class);
    this.wrapsResult = kernel.wrapsResult();
    this.elements = kernel.role() == Role.ITERATE ? SpecialMethods.elements(kernel) : null;
    this.instances = scope.values().kept(Instances.class, Instances::new);
    this.failures = new KernelFailures(scope.errors());
    this.watch = watch;
    this.handle =
        kernel
            .handle()
            .asSpreader(1, Object[].class, kernel.handle().type().parameterCount() - 1)
            .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
  }

  @Override
  public @Nullable Object execute(Value... values) {
    Role role = kernel.role();
    CallOfKernel call = takesFunctions ? new CallOfKernel(kernel.call(), listener) : null;
    Object self = receiver;
    if (role.takesSelf() && self == null) {
      Instance instance = self(values[0]);
      if (role == Role.CLOSE && !instance.beginClose()) {
        return scope.values().toPython(null);
      }
      self = instance.object();
    }
    @Nullable Object[] arguments;
    try {
      arguments = arguments(values, call);
    } catch (OtherOperand e) {
      return scope.errors().notImplemented();
    }
    Object result;
    CallOfKernel outer = call == null ? null : call.begin();
    KernelWatch.@Nullable Entered entered = watch.enter();
    try {
      result = (Object) handle.invokeExact(self, arguments);
    } catch (Throwable e) {
      return failed(e);
    } finally {
      KernelWatch.leave(entered);
      if (call != null) {
        call.end(outer);
      }
    }
    return role == Role.CONSTRUCTOR
        ? instances.made(Objects.requireNonNull(result), values[0])
        : toPython(result);
  }

  /**
   * The object of a method's call.
   *
   * @return null if it is none of the method's class
   */
  @Nullable Object receiver(Value value) {
    Instance instance = instance(value);
    return instance == null ? null : instance.object();
  }

  private Instance self(Value value) {
    Instance instance = instance(value);
    if (instance == null) {
      PythonClass owner = Objects.requireNonNull(kernel.owner());
      throw scope
          .errors()
          .raise(
              "TypeError",
              "descriptor '"
                  + kernel.name()
                  + "' for '"
                  + owner.qualifiedName()
                  + "' objects doesn't apply to this object");
    }
    return instance;
  }

  private @Nullable Instance instance(Value value) {
    PythonClass owner = Objects.requireNonNull(kernel.owner());
    return value.isProxyObject()
            && value.asProxyObject() instanceof Instance instance
            && owner.type().isInstance(instance.object())
        ? instance
        : null;
  }

  /** A result, as Python's side gets it. */
  Object toPython(@Nullable Object result) {
    if (result instanceof Buffer buffer) {
      // The Python text wraps it: a call back from here would take a hundred times as long.
      return new BufferProxy(buffer, scope.values());
    } else if (wrapsResult && result != null) {
      return instances.inPython(result);
    } else if (result instanceof SpecialMethods.End) {
      return instances.end();
    } else if (elements != null && result != null) {
      return new KernelEntry(
          elements, listener, scope, result, new KernelWatch(elements.call(), listener, null));
    } else if (result == null && kernel.role() == Role.FACTORY) {
      throw scope
          .errors()
          .raise("RuntimeError", kernel.shownName() + "() has made no instance, but null");
    }
    try {
      return scope.values().toPython(result);
    } catch (ConversionException e) {
      throw scope.errors().raise("TypeError", kernel.shownName() + "() result: " + e.getMessage());
    }
  }

  private @Nullable Object[] arguments(Value[] values, @Nullable CallOfKernel call) {
    List<KernelParameter> parameters = kernel.parameters();
    @Nullable Object[] arguments = new @Nullable Object[parameters.size()];
    int leading = kernel.role().leadingArguments();
    for (int i = 0; i < arguments.length; i++) {
      KernelParameter parameter = parameters.get(i);
      arguments[i] =
          parameter.passing() == KernelParameter.Passing.REST
              ? rest(parameter, values, leading + i, call)
              : argument(parameter, values[leading + i], call);
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
        requireNoOperator();
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
      if (e.kind() == ConversionException.Kind.TYPE) {
        requireNoOperator();
      } else if (e.kind() == ConversionException.Kind.VALUE) {
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

  private void requireNoOperator() {
    if (kernel.role() == Role.METHOD && SpecialMethods.isOperator(kernel.name())) {
      throw new OtherOperand();
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
    return kernel.role() == Role.SETTER
        ? "attribute '" + kernel.name() + "'"
        : kernel.shownName() + "() argument '" + parameter.name() + "'";
  }

  /** What Python's side gets as the result of a call whose Java method has thrown something. */
  Object failed(Throwable thrown) {
    if (thrown instanceof PolyglotException fromPython) {
      // A Python exception that passes through stays the same object.
      throw fromPython;
    }
    if (thrown instanceof NoSuchElementException && kernel.name().equals("__next__")) {
      throw scope.errors().raise("StopIteration", String.valueOf(thrown.getMessage()));
    }
    return failures.failed(thrown);
  }

  /** The operator does not know this operand: Python is to ask the other one. */
  private static final class OtherOperand extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    OtherOperand() {
      super("no operand of this operator", null, false, false);
    }
  }
}
