package io.polygil.kernel;

import io.polygil.context.ModuleFinder;
import io.polygil.context.ModuleSource;
import io.polygil.context.TypeAdapter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The kernel modules that Python may import. Immutable and thread-safe; one serves any number of
 * contexts.
 */
public final class KernelModules implements ModuleFinder {
  private final Map<String, RegisteredModule> registered;
  private final Map<String, KernelCall> calls;
  private final Map<Class<?>, PythonClass> classes;
  private final KernelListener listener;
  private final Set<String> packages = new HashSet<>();

  // A start that does not import a module need not write its text.
  private final Map<String, ModuleSource> sources = new ConcurrentHashMap<>();

  private KernelModules(
      Map<String, RegisteredModule> registered,
      Map<String, KernelCall> calls,
      Map<Class<?>, PythonClass> classes,
      KernelListener listener) {
    this.registered = Map.copyOf(registered);
    this.calls = Map.copyOf(calls);
    this.classes = Map.copyOf(classes);
    this.listener = listener;
    registered.keySet().forEach(this::addPackages);
  }

  /**
   * Reads kernel classes.
   *
   * @param kernels classes annotated with {@link KernelModule}, or objects of such classes, which
   *     all contexts then share and which must be thread-safe
   * @param listener told of every call
   * @throws IllegalArgumentException if a class, a method or a parameter cannot be offered to
   *     Python; the message names it and what to do
   */
  public static KernelModules of(List<?> kernels, KernelListener listener) {
    Map<String, RegisteredModule> registered = new HashMap<>();
    Map<String, KernelCall> calls = new HashMap<>();
    for (Object kernel : kernels) {
      RegisteredModule module = RegisteredModule.of(kernel);
      RegisteredModule other = registered.put(module.name(), module);
      if (other != null) {
        throw new IllegalArgumentException(
            "Two classes are the kernel module \""
                + module.name()
                + "\": "
                + other.type().getName()
                + " and "
                + module.type().getName()
                + "; rename one");
      }
      module.definition().allKernels().forEach(each -> calls.put(each.javaMethod(), each.call()));
    }
    return new KernelModules(registered, calls, classes(registered.values()), listener);
  }

  private static Map<Class<?>, PythonClass> classes(Collection<RegisteredModule> modules) {
    Map<Class<?>, PythonClass> classes = new LinkedHashMap<>();
    for (RegisteredModule module : modules) {
      for (ClassDefinition each : module.definition().classes()) {
        PythonClass other = classes.put(each.python().type(), each.python());
        if (other != null) {
          throw new IllegalArgumentException(
              "Class "
                  + other.type().getName()
                  + " is listed twice, in the kernel modules \""
                  + other.module()
                  + "\" and \""
                  + each.python().module()
                  + "\": list it in one, and import it from there");
        }
      }
    }
    for (RegisteredModule module : modules) {
      module.definition().allKernels().forEach(kernel -> requireListed(kernel, classes.keySet()));
    }
    return classes;
  }

  private static void requireListed(KernelDefinition kernel, Set<Class<?>> listed) {
    Stream.concat(
            Stream.of(kernel.resultType()), kernel.parameters().stream().map(KernelParameter::type))
        .flatMap(PythonTypes::kernelClasses)
        .filter(type -> !listed.contains(type))
        .findFirst()
        .ifPresent(type -> {
          throw new IllegalArgumentException(
              "Kernel "
                  + kernel.call().module()
                  + "."
                  + kernel.call().function()
                  + " takes or returns "
                  + type.getName()
                  + ", but no kernel module that is registered lists that class: add it to a"
                  + " module's classes, or register that module");
        });
  }

  // Python imports a.b by importing a first.
  private void addPackages(String name) {
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      packages.add(name.substring(0, dot));
    }
  }

  @Override
  public Optional<ModuleSource> find(String name) {
    return switch (name) {
      case BufferFunctions.MODULE -> Optional.of(BufferFunctions.module());
      case ClassFunctions.MODULE -> Optional.of(ClassFunctions.module());
      default ->
          registered.containsKey(name) || packages.contains(name)
              ? Optional.of(sources.computeIfAbsent(name, this::source))
              : Optional.empty();
    };
  }

  private ModuleSource source(String name) {
    RegisteredModule module = registered.get(name);
    return module == null
        ? new ModuleSource(name, "<java>/" + name, "", ModuleSource.Kind.PACKAGE, _ -> Map.of())
        : module.source(kind(name), classes, listener);
  }

  private ModuleSource.Kind kind(String name) {
    return packages.contains(name) ? ModuleSource.Kind.PACKAGE : ModuleSource.Kind.MODULE;
  }

  /** The modules' stubs and those of the packages that they are in, ordered by module. */
  List<StubFile> stubs() {
    return Stream.concat(registered.keySet().stream(), packages.stream())
        .distinct()
        .sorted()
        .map(name -> {
          RegisteredModule module = registered.get(name);
          ModuleDefinition definition =
              module == null ? ModuleDefinition.ofPackage(name) : module.definition();
          return KernelStubs.of(definition, kind(name), classes);
        })
        .toList();
  }

  @Override
  public List<TypeAdapter<?>> adapters() {
    return Stream.concat(
            Stream.of(new BufferAdapter()), classes.values().stream().map(ClassAdapter::of))
        .toList();
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
}
