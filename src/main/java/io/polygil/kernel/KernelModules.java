package io.polygil.kernel;

import io.polygil.context.ModuleFinder;
import io.polygil.context.ModuleScope;
import io.polygil.context.ModuleSource;
import io.polygil.context.TypeAdapter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The kernel modules that Python may import. Immutable and thread-safe; one serves any number of
 * contexts.
 */
public final class KernelModules implements ModuleFinder {
  private final Map<String, ModuleSource> modules;
  private final Map<String, KernelCall> calls;

  private KernelModules(Map<String, ModuleSource> modules, Map<String, KernelCall> calls) {
    this.modules = Map.copyOf(modules);
    this.calls = Map.copyOf(calls);
  }

  /**
   * Reads kernel classes.
   *
   * @param classes classes annotated with {@link KernelModule}
   * @param listener told of every call
   * @throws IllegalArgumentException if a class, a method or a parameter cannot be offered to
   *     Python; the message names it and what to do
   */
  public static KernelModules of(List<Class<?>> classes, KernelListener listener) {
    Map<String, ModuleSource> modules = new HashMap<>();
    Map<String, KernelCall> calls = new HashMap<>();
    for (Class<?> type : classes) {
      KernelModule module = type.getAnnotation(KernelModule.class);
      if (module == null) {
        throw new IllegalArgumentException(
            type.getName() + " is no kernel module: annotate it with @KernelModule(\"name\")");
      }
      List<KernelDefinition> kernels = definitions(type, module.value());
      for (KernelDefinition kernel : kernels) {
        calls.put(type.getName() + "." + kernel.call().function(), kernel.call());
      }
      ModuleSource source = source(type, module, kernels, listener);
      ModuleSource other = modules.put(module.value(), source);
      if (other != null) {
        throw new IllegalArgumentException(
            "Two classes are the kernel module \""
                + module.value()
                + "\": "
                + other.origin()
                + " and "
                + source.origin()
                + "; rename one");
      }
    }
    return new KernelModules(modules, calls);
  }

  @Override
  public Optional<ModuleSource> find(String name) {
    return name.equals(BufferFunctions.MODULE)
        ? Optional.of(BufferFunctions.module())
        : Optional.ofNullable(modules.get(name));
  }

  @Override
  public List<TypeAdapter<?>> adapters() {
    return List.of(new BufferAdapter());
  }

  /** The innermost of these kernels that a thread runs now, as its stack shows it. */
  public Optional<KernelCall> runningOn(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      KernelCall call = calls.get(frame.getClassName() + "." + frame.getMethodName());
      if (call != null) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }

  private static ModuleSource source(
      Class<?> type, KernelModule module, List<KernelDefinition> kernels, KernelListener listener) {
    Map<String, Function<ModuleScope, Object>> globals = new HashMap<>();
    for (KernelDefinition kernel : kernels) {
      globals.put(KernelText.entryName(kernel), scope -> new KernelEntry(kernel, listener, scope));
    }
    return new ModuleSource(
        module.value(),
        "<java>/" + type.getName(),
        KernelText.of(module.doc(), kernels),
        ModuleSource.Kind.MODULE,
        globals);
  }

  private static List<KernelDefinition> definitions(Class<?> type, String module) {
    List<KernelDefinition> kernels = new ArrayList<>();
    Map<String, Method> byName = new HashMap<>();
    Method[] methods = type.getDeclaredMethods();
    // Reflection gives no order of its own; the text must be the same in every process.
    Arrays.sort(methods, Comparator.comparing(Method::getName).thenComparing(Method::toString));
    for (Method method : methods) {
      if (!method.isAnnotationPresent(Kernel.class)) {
        continue;
      }
      Method other = byName.put(method.getName(), method);
      if (other != null) {
        throw new IllegalArgumentException(
            "Python has no overloads, but two kernels have one name: "
                + other
                + " and "
                + method
                + "; rename one");
      }
      kernels.add(KernelDefinition.of(module, method));
    }
    if (kernels.isEmpty()) {
      throw new IllegalArgumentException(
          type.getName() + " has no kernels: annotate its static methods with @Kernel");
    }
    return kernels;
  }
}
