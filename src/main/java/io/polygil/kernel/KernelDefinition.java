package io.polygil.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One kernel as its annotations declare it, checked. */
record KernelDefinition(
    KernelCall call,
    String doc,
    List<String> aliases,
    List<Argument> arguments,
    Class<?> result,
    boolean unsignedResult,
    MethodHandle handle) {

  /** One parameter. */
  record Argument(String name, Class<?> type, boolean unsigned) {
    String pythonType() {
      return PYTHON_TYPES.getOrDefault(type, "object");
    }
  }

  private static final Map<Class<?>, String> PYTHON_TYPES =
      Map.ofEntries(
          Map.entry(boolean.class, "bool"),
          Map.entry(int.class, "int"),
          Map.entry(long.class, "int"),
          Map.entry(BigInteger.class, "int"),
          Map.entry(double.class, "float"),
          Map.entry(String.class, "str"),
          Map.entry(byte[].class, "bytes"),
          Map.entry(Buffer.class, "Buffer"),
          Map.entry(List.class, "list"),
          Map.entry(Map.class, "dict"),
          Map.entry(void.class, "None"));

  // A parameter of such a name could not be written in Python.
  private static final Set<String> PYTHON_KEYWORDS =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "async",
          "await",
          "def",
          "del",
          "elif",
          "except",
          "from",
          "global",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "with",
          "yield");

  String resultType() {
    return PYTHON_TYPES.getOrDefault(result, "object");
  }

  static KernelDefinition of(String module, Method method) {
    Kernel kernel = Objects.requireNonNull(method.getAnnotation(Kernel.class));
    String where = method.getDeclaringClass().getName() + "." + method.getName();
    if (!Modifier.isStatic(method.getModifiers())) {
      throw new IllegalArgumentException("Kernel " + where + " is not static: declare it static");
    }
    List<Argument> arguments = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      arguments.add(argument(where, parameter));
    }
    requireKnown(where + "'s result", method.getReturnType());
    boolean unsigned = method.isAnnotationPresent(Unsigned.class);
    requireLongIfUnsigned(where + "'s result", unsigned, method.getReturnType());
    try {
      // A kernel class need not be public itself.
      method.setAccessible(true);
      return new KernelDefinition(
          new KernelCall(module, method.getName(), kernel.gil()),
          kernel.doc(),
          List.of(kernel.aliases()),
          List.copyOf(arguments),
          method.getReturnType(),
          unsigned,
          MethodHandles.lookup()
              .unreflect(method)
              .asSpreader(Object[].class, arguments.size())
              .asType(MethodType.methodType(Object.class, Object[].class)));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "Kernel " + where + " is not accessible: make it and its class public", e);
    }
  }

  private static Argument argument(String where, Parameter parameter) {
    if (!parameter.isNamePresent()) {
      throw new IllegalArgumentException(
          "Kernel " + where + " has no parameter names: compile its class with -parameters");
    }
    String name = parameter.getName();
    if (PYTHON_KEYWORDS.contains(name)) {
      throw new IllegalArgumentException(
          "Kernel "
              + where
              + " has a parameter named \""
              + name
              + "\", which is a Python keyword: rename it");
    }
    requireKnown("parameter " + name + " of " + where, parameter.getType());
    boolean unsigned = parameter.isAnnotationPresent(Unsigned.class);
    requireLongIfUnsigned("parameter " + name + " of " + where, unsigned, parameter.getType());
    return new Argument(name, parameter.getType(), unsigned);
  }

  private static void requireKnown(String what, Class<?> type) {
    if (!PYTHON_TYPES.containsKey(type)) {
      throw new IllegalArgumentException(
          "Kernel: "
              + what
              + " is a "
              + type.getName()
              + ", which has no Python form: use boolean, int, long, double, String, byte[],"
              + " Buffer, BigInteger, List or Map");
    }
  }

  private static void requireLongIfUnsigned(String what, boolean unsigned, Class<?> type) {
    if (unsigned && type != long.class) {
      throw new IllegalArgumentException(
          "Kernel: " + what + " is @Unsigned, but a " + type.getName() + ": only long may be");
    }
  }
}
