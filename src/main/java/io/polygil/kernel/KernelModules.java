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
import java.util.TreeMap;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * The kernel modules that Python may import. Immutable and thread-safe; one serves any number of
 * contexts.
 */
public final class KernelModules implements ModuleFinder {
  private final Map<String, ModuleSource> modules;
  private final Map<String, Registered> registered;
  private final Map<String, KernelCall> calls;

  private KernelModules(
      Map<String, ModuleSource> modules,
      Map<String, Registered> registered,
      Map<String, KernelCall> calls) {
    this.modules = Map.copyOf(modules);
    this.registered = Map.copyOf(registered);
    this.calls = Map.copyOf(calls);
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
    Map<String, Registered> registered = new HashMap<>();
    Map<String, KernelCall> calls = new HashMap<>();
    for (Object kernel : kernels) {
      Registered module = Registered.of(kernel);
      Registered other = registered.put(module.name(), module);
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
      calls.putAll(module.calls());
    }
    Map<String, ModuleSource> sources = new HashMap<>();
    registered.forEach((name, module) -> {
      boolean hasSubmodules =
          registered.keySet().stream().anyMatch(other -> other.startsWith(name + "."));
      sources.put(
          name,
          module.source(
              hasSubmodules ? ModuleSource.Kind.PACKAGE : ModuleSource.Kind.MODULE, listener));
      addPackages(name, sources, registered);
    });
    return new KernelModules(sources, registered, calls);
  }

  // Python imports a.b by importing a first.
  private static void addPackages(
      String name, Map<String, ModuleSource> sources, Map<String, Registered> registered) {
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      String parent = name.substring(0, dot);
      if (!registered.containsKey(parent)) {
        sources.put(
            parent,
            new ModuleSource(
                parent, "<java>/" + parent, "", ModuleSource.Kind.PACKAGE, _ -> Map.of()));
      }
    }
  }

  @Override
  public Optional<ModuleSource> find(String name) {
    return name.equals(BufferFunctions.MODULE)
        ? Optional.of(BufferFunctions.module())
        : Optional.ofNullable(modules.get(name));
  }

  /** The modules' stubs and those of the packages that they are in, ordered by module. */
  List<StubFile> stubs() {
    return new TreeMap<>(modules)
        .values().stream()
            .map(source -> {
              Registered module = registered.get(source.name());
              return module == null
                  ? KernelStubs.of(source.name(), source.kind(), "", "", List.of(), List.of())
                  : module.stub(source.kind());
            })
            .toList();
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

  /** A kernel class, and the object that all contexts share if one was registered. */
  private record Registered(
      Class<?> type,
      KernelModule module,
      @Nullable Object shared,
      List<KernelDefinition> kernels,
      Map<String, KernelCall> calls) {

    static Registered of(Object kernel) {
      Class<?> type = kernel instanceof Class<?> given ? given : kernel.getClass();
      KernelModule module = type.getAnnotation(KernelModule.class);
      if (module == null) {
        throw new IllegalArgumentException(
            type.getName() + " is no kernel module: annotate it with @KernelModule(\"name\")");
      }
      for (Class<? extends Throwable> error : module.errors()) {
        if (!error.isAnnotationPresent(PythonError.class)) {
          throw new IllegalArgumentException(
              "Kernel module "
                  + type.getName()
                  + " lists "
                  + error.getName()
                  + " in errors: annotate that class with @PythonError");
        }
      }
      Map<String, KernelCall> calls = new HashMap<>();
      List<KernelDefinition> kernels = definitions(type, module, calls);
      Object shared = kernel instanceof Class<?> ? null : kernel;
      Registered registered = new Registered(type, module, shared, kernels, calls);
      if (shared == null && kernels.stream().anyMatch(KernelDefinition::needsReceiver)) {
        registered.requireConstructor();
      }
      return registered;
    }

    String name() {
      return module.value();
    }

    ModuleSource source(ModuleSource.Kind kind, KernelListener listener) {
      return new ModuleSource(
          name(),
          "<java>/" + type.getName(),
          KernelText.of(module.doc(), kernels, List.of(module.errors())),
          kind,
          scope -> globals(scope, listener));
    }

    StubFile stub(ModuleSource.Kind kind) {
      return KernelStubs.of(
          name(), kind, type.getName(), module.doc(), kernels, List.of(module.errors()));
    }

    private Map<String, Object> globals(ModuleScope scope, KernelListener listener) {
      Object receiver = receiver();
      Map<String, Object> globals = new HashMap<>();
      for (KernelDefinition kernel : kernels) {
        AutoPolicy auto = null;
        if (kernel.call().gil() == Gil.AUTO) {
          auto = new AutoPolicy();
          globals.put(KernelText.connectName(kernel), (ProxyExecutable) auto::connect);
        }
        globals.put(
            KernelText.entryName(kernel), new KernelEntry(kernel, listener, scope, receiver, auto));
      }
      return globals;
    }

    private @Nullable Object receiver() {
      if (shared != null || kernels.stream().noneMatch(KernelDefinition::needsReceiver)) {
        return shared;
      }
      try {
        return requireConstructor().newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "Kernel module " + type.getName() + " could not be made: " + e.getCause(), e);
      }
    }

    private java.lang.reflect.Constructor<?> requireConstructor() {
      try {
        java.lang.reflect.Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor;
      } catch (NoSuchMethodException e) {
        throw new IllegalArgumentException(
            "Kernel module "
                + type.getName()
                + " has kernels that are not static, but no constructor without parameters: give it"
                + " one, make them static, or register an object of it",
            e);
      }
    }

    private static List<KernelDefinition> definitions(
        Class<?> type, KernelModule module, Map<String, KernelCall> calls) {
      List<KernelDefinition> kernels = new ArrayList<>();
      Map<String, Object> byName = new HashMap<>();
      for (Class<? extends Throwable> error : module.errors()) {
        claim(byName, KernelText.errorName(error), error);
      }
      Method[] methods = type.getDeclaredMethods();
      // Reflection gives no order of its own; the text must be the same in every process.
      Arrays.sort(methods, Comparator.comparing(Method::getName).thenComparing(Method::toString));
      for (Method method : methods) {
        if (method.isAnnotationPresent(Kernel.class) && !method.isBridge()) {
          KernelDefinition kernel = KernelDefinition.of(module.value(), method);
          claim(byName, kernel.call().function(), method);
          kernel.aliases().forEach(alias -> claim(byName, alias, method));
          calls.put(type.getName() + "." + method.getName(), kernel.call());
          kernels.add(kernel);
        }
      }
      if (kernels.isEmpty()) {
        throw new IllegalArgumentException(
            type.getName() + " has no kernels: annotate its methods with @Kernel");
      }
      return kernels;
    }

    private static void claim(Map<String, Object> byName, String name, Object owner) {
      Object other = byName.put(name, owner);
      if (other != null) {
        throw new IllegalArgumentException(
            "Python has no overloads, but two kernels have the name "
                + name
                + ": "
                + other
                + " and "
                + owner
                + "; rename one");
      }
    }
  }
}
