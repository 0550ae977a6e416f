package io.polygil.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kernel as its annotations declare it, checked.
 *
 * @param handle takes the receiver, null for a static method, and the arguments, and gives the
 *     result
 */
record KernelDefinition(
    KernelCall call,
    String doc,
    List<String> aliases,
    List<KernelParameter> parameters,
    Type resultType,
    boolean nullableResult,
    boolean unsignedResult,
    boolean needsReceiver,
    MethodHandle handle) {

  static KernelDefinition of(String module, Method method) {
    Kernel kernel = Objects.requireNonNull(method.getAnnotation(Kernel.class));
    String where = method.getDeclaringClass().getName() + "." + method.getName();
    List<KernelParameter> parameters =
        Arrays.stream(method.getParameters())
            .map(parameter -> KernelParameter.of(where, parameter))
            .toList();
    requireOrder(where, parameters);
    if (PythonTypes.described(method.getGenericReturnType()) == null
        || method.getReturnType() == PythonFunction.class) {
      throw new IllegalArgumentException(
          "Kernel "
              + where
              + ", result: "
              + KernelParameter.noPythonForm(method.getGenericReturnType()));
    }
    boolean unsigned = method.isAnnotationPresent(Unsigned.class);
    KernelParameter.requireLongIfUnsigned(
        "Kernel " + where + ", result: ", unsigned, method.getReturnType());
    boolean nullable = method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
    String name = kernel.name().isEmpty() ? method.getName() : kernel.name();
    return new KernelDefinition(
        new KernelCall(module, name, kernel.gil()),
        kernel.doc(),
        List.of(kernel.aliases()),
        parameters,
        method.getGenericReturnType(),
        nullable,
        unsigned,
        !Modifier.isStatic(method.getModifiers()),
        handle(where, method));
  }

  private static void requireOrder(String where, List<KernelParameter> parameters) {
    Set<String> names = new HashSet<>();
    boolean optional = false;
    for (KernelParameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException(
            "Kernel " + where + " has two parameters named " + parameter.name() + ": rename one");
      }
      if (parameter.passing() == KernelParameter.Passing.POSITION_OR_NAME) {
        if (optional && parameter.defaultText() == null) {
          throw new IllegalArgumentException(
              "Kernel "
                  + where
                  + ": parameter "
                  + parameter.name()
                  + " must have a default, as one before it has: give it one, or take it by name");
        }
        optional |= parameter.defaultText() != null;
      }
    }
  }

  private static MethodHandle handle(String where, Method method) {
    try {
      // A kernel class need not be public itself.
      method.setAccessible(true);
      MethodHandle handle = MethodHandles.lookup().unreflect(method).asFixedArity();
      if (Modifier.isStatic(method.getModifiers())) {
        handle = MethodHandles.dropArguments(handle, 0, Object.class);
      }
      return handle
          .asSpreader(1, Object[].class, method.getParameterCount())
          .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
    } catch (IllegalAccessException | java.lang.reflect.InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "Kernel " + where + " is not accessible: make it and its class public", e);
    }
  }
}
