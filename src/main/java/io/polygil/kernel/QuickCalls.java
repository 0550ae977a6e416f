package io.polygil.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which kernels have a short way from Python, and when a call may take it. */
final class QuickCalls {
  private static final int MOST_ARGUMENTS = 3;
  private static final Set<Role> ROLES =
      Set.of(Role.FUNCTION, Role.STATIC_METHOD, Role.METHOD, Role.GETTER);
  // Python's own results can be NotImplemented, which a short call gives where it cannot go on.
  private static final Set<Class<?>> RESULTS =
      Set.of(
          void.class,
          boolean.class,
          byte.class,
          short.class,
          int.class,
          long.class,
          double.class,
          String.class,
          Buffer.class);

  private QuickCalls() {}

  static boolean has(KernelDefinition kernel) {
    return kernel.parameters().size() <= MOST_ARGUMENTS
        && ROLES.contains(kernel.role())
        && !SpecialMethods.isOperator(kernel.name())
        && kernel.resultType() instanceof Class<?> result
        && RESULTS.contains(result)
        && types(kernel).stream().allMatch(Objects::nonNull);
  }

  /** The Python expression that is true where a call may take the short way; empty for always. */
  static String condition(KernelDefinition kernel) {
    return kernel.parameters().stream()
        .map(parameter -> type(parameter).condition(parameter.name()))
        .collect(Collectors.joining(" and "));
  }

  /** The arguments' types, in order; null for one that has none. */
  static List<@Nullable QuickType> types(KernelDefinition kernel) {
    return kernel.parameters().stream().<@Nullable QuickType>map(QuickType::of).toList();
  }

  /**
   * Calls the kernel with its receiver and arguments that fulfil the condition, all of them boxed.
   */
  static MethodHandle handle(KernelDefinition kernel) {
    MethodHandle[] readers =
        kernel.parameters().stream()
            .map(parameter -> type(parameter).reader())
            .toArray(MethodHandle[]::new);
    return MethodHandles.filterArguments(kernel.handle(), 1, readers)
        .asType(MethodType.genericMethodType(1 + readers.length));
  }

  private static QuickType type(KernelParameter parameter) {
    return Objects.requireNonNull(QuickType.of(parameter));
  }
}
