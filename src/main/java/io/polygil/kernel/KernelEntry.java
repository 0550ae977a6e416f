package io.polygil.kernel;

import io.polygil.context.ConversionException;
import io.polygil.context.ModuleScope;
import io.polygil.context.Values;
import java.io.Serial;
import java.lang.ref.WeakReference;
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
  private static final int LONG_TEXT = 1 << 10;

  private final KernelDefinition kernel;
  private final KernelListener listener;
  private final ModuleScope scope;
  private final @Nullable Object receiver;
  private final @Nullable AutoPolicy auto;
  private final boolean takesFunctions;
  private final boolean wrapsResult;
  private final @Nullable KernelDefinition elements;
  private final Instances instances;
  private final KernelFailures failures;
  private final List<@Nullable QuickType> quickTypes;

  // To look for surrogates takes longer than many a kernel, and the same text often comes again.
  private volatile WeakReference<Object> lastLongText = new WeakReference<>(null);

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
    this.wrapsResult = kernel.wrapsResult();
    this.elements = kernel.role() == Role.ITERATE ? SpecialMethods.elements(kernel) : null;
    this.instances = scope.values().kept(Instances.class, Instances::new);
    this.failures = new KernelFailures(scope.errors());
    this.quickTypes = QuickCalls.has(kernel) ? QuickCalls.types(kernel) : List.of();
  }

  /**
   * A call by the short way.
   *
   * @param object a method's object
   * @param given as {@link QuickType} says
   */
  @Nullable Object quick(@Nullable Value object, Object... given) {
    Object self = receiver;
    if (kernel.role().takesSelf()) {
      PythonClass owner = Objects.requireNonNull(kernel.owner());
      if (object == null
          || !object.isProxyObject()
          || !(object.asProxyObject() instanceof Instance instance)
          || !owner.type().isInstance(instance.object())) {
        return scope.errors().notImplemented();
      }
      self = instance.object();
    }
    @Nullable Object[] arguments = new @Nullable Object[quickTypes.size()];
    for (int i = 0; i < arguments.length; i++) {
      Object argument = read(Objects.requireNonNull(quickTypes.get(i)), given[i]);
      if (argument == null) {
        return scope.errors().notImplemented();
      }
      arguments[i] = argument;
    }
    try {
      Object result = run(self, arguments, null);
      // These need no conversion.
      return result == null
              || result instanceof Long
              || result instanceof Integer
              || result instanceof Double
              || result instanceof Boolean
          ? result
          : toPython(result);
    } catch (KernelThrown e) {
      return failures.failed(e.getCause());
    }
  }

  @SuppressWarnings("ReferenceEquality") // To compare long texts is what is to be avoided.
  private @Nullable Object read(QuickType type, Object given) {
    if (type != QuickType.TEXT || ((String) given).length() < LONG_TEXT) {
      return type.read(given);
    }
    if (given == lastLongText.get()) {
      return given;
    }
    Object text = type.read(given);
    lastLongText = new WeakReference<>(text);
    return text;
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
    try {
      Object result = run(self, arguments, call);
      return role == Role.CONSTRUCTOR
          ? instances.made(Objects.requireNonNull(result), values[0])
          : toPython(result);
    } catch (KernelThrown e) {
      return failures.failed(e.getCause());
    }
  }

  private @Nullable Object run(
      @Nullable Object self, @Nullable Object[] arguments, @Nullable CallOfKernel call) {
    CallOfKernel outer = call == null ? null : call.begin();
    KernelThread here = KernelThread.here();
    boolean outerDetached = here.isDetached();
    KernelListener outerListener = here.listener();
    here.detached(false);
    here.listener(listener);
    long start = auto == null ? 0 : auto.begin();
    listener.entered(kernel.call());
    try {
      return (Object) kernel.handle().invokeExact(self, arguments);
    } catch (Throwable e) {
      throw raised(e);
    } finally {
      listener.left(kernel.call());
      here.detached(outerDetached);
      here.listener(outerListener);
      if (call != null) {
        call.end(outer);
      }
      if (auto != null) {
        auto.end(start);
      }
    }
  }

  private Instance self(Value value) {
    PythonClass owner = Objects.requireNonNull(kernel.owner());
    if (value.isProxyObject()
        && value.asProxyObject() instanceof Instance instance
        && owner.type().isInstance(instance.object())) {
      return instance;
    }
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

  private Object toPython(@Nullable Object result) {
    if (result instanceof Buffer buffer) {
      // The Python text wraps it: a call back from here would take a hundred times as long.
      return new BufferProxy(buffer, scope.values());
    } else if (wrapsResult && result != null) {
      return instances.inPython(result);
    } else if (result instanceof SpecialMethods.End) {
      return instances.end();
    } else if (elements != null && result != null) {
      return new KernelEntry(elements, listener, scope, result, null);
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

  private RuntimeException raised(Throwable e) {
    if (e instanceof PolyglotException fromPython) {
      // A Python exception that passes through stays the same object.
      return fromPython;
    }
    if (e instanceof NoSuchElementException && kernel.name().equals("__next__")) {
      throw scope.errors().raise("StopIteration", String.valueOf(e.getMessage()));
    }
    return new KernelThrown(e);
  }

  /** The kernel's method has thrown something that Python is to raise. */
  private static final class KernelThrown extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final Throwable thrown;

    KernelThrown(Throwable thrown) {
      super(null, thrown, false, false);
      this.thrown = thrown;
    }

    @Override
    public Throwable getCause() {
      return thrown;
    }
  }

  /** The operator does not know this operand: Python is to ask the other one. */
  private static final class OtherOperand extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    OtherOperand() {
      super("no operand of this operator", null, false, false);
    }
  }
}
