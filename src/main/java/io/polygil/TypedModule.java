package io.polygil;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes a Java interface a view of a Python module: each abstract method is a function. */
final class TypedModule implements InvocationHandler {
  private static final @Nullable Object[] NONE = {};

  private final Class<?> type;
  private final String module;
  private final Call call;
  private final Map<Method, String> functions;

  /** Calls {@code module:function}. */
  @FunctionalInterface
  interface Call {
    @Nullable Object call(String function, Type result, @Nullable Object[] arguments);
  }

  private TypedModule(Class<?> type, String module, Call call, Map<Method, String> functions) {
    this.type = type;
    this.module = module;
    this.call = call;
    this.functions = functions;
  }

  /** A view of a module that must have a function for each abstract method. */
  static <T> T of(Class<T> type, String module, Call call, Predicate<String> hasFunction) {
    requireInterface(type);
    Map<Method, String> functions = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isAbstract(method.getModifiers()) || isOfObject(method)) {
        continue;
      }
      String exact = method.getName();
      if (hasFunction.test(exact)) {
        functions.put(method, module + ":" + exact);
      } else if (hasFunction.test(pythonName(exact))) {
        functions.put(method, module + ":" + pythonName(exact));
      } else {
        missing.add(exact);
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "Python module \""
              + module
              + "\" has no function for "
              + String.join(", ", missing)
              + " of "
              + type.getName()
              + ": a function has the method's name, or that in Python's style ("
              + pythonName(missing.getFirst())
              + ")");
    }
    return proxy(type, new TypedModule(type, module, call, Map.copyOf(functions)));
  }

  private static <T> T proxy(Class<T> type, TypedModule handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static void requireInterface(Class<?> type) {
    if (!type.isInterface() || type.isAnnotation()) {
      throw new IllegalArgumentException(
          type.getName()
              + " is no interface: declare one whose methods are the module's functions");
    }
  }

  /** The type inside a CompletableFuture of it; empty for other types. */
  static Optional<Type> futureOf(Type result) {
    if (result instanceof ParameterizedType generic
        && generic.getRawType() == CompletableFuture.class) {
      return Optional.of(generic.getActualTypeArguments()[0]);
    }
    return result == CompletableFuture.class ? Optional.of(Object.class) : Optional.empty();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Two proxies are equal only where they are one.
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    @Nullable Object[] given = arguments == null ? NONE : arguments;
    if (isOfObject(method)) {
      return switch (method.getName()) {
        case "equals" -> proxy == given[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> type.getSimpleName() + " of Python module " + module;
      };
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    String function = Objects.requireNonNull(functions.get(method), method.getName());
    return call.call(function, method.getGenericReturnType(), given);
  }

  private static boolean isOfObject(Method method) {
    return switch (method.getName()) {
      case "hashCode", "toString" -> method.getParameterCount() == 0;
      case "equals" ->
          method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
      default -> false;
    };
  }

  /** {@code wordCount} becomes {@code word_count}. */
  private static String pythonName(String javaName) {
    return javaName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
