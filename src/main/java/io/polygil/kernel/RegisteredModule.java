package io.polygil.kernel;

import io.polygil.context.ModuleScope;
import io.polygil.context.ModuleSource;
import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.Map;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** A kernel module's class, and the object that all contexts share if one was registered. */
record RegisteredModule(Class<?> type, @Nullable Object shared, ModuleDefinition definition) {

  static RegisteredModule of(Object kernel) {
    Class<?> type = kernel instanceof Class<?> given ? given : kernel.getClass();
    ModuleDefinition definition = ModuleDefinition.of(type);
    Object shared = kernel instanceof Class<?> ? null : kernel;
    RegisteredModule registered = new RegisteredModule(type, shared, definition);
    if (shared == null && registered.needsReceiver()) {
      registered.requireConstructor();
    }
    return registered;
  }

  String name() {
    return definition.name();
  }

  ModuleSource source(
      ModuleSource.Kind kind, Map<Class<?>, PythonClass> classes, KernelListener listener) {
    return new ModuleSource(
        name(),
        "<java>/" + type.getName(),
        KernelText.of(definition, classes),
        kind,
        scope -> globals(scope, listener));
  }

  private Map<String, Object> globals(ModuleScope scope, KernelListener listener) {
    Object receiver = receiver();
    Map<String, Object> globals = new HashMap<>();
    for (ClassDefinition each : definition.classes()) {
      globals.put(ClassText.definerName(each.python()), definer(each.python(), scope));
    }
    for (KernelDefinition kernel : definition.allKernels().toList()) {
      AutoPolicy auto = null;
      if (kernel.call().gil() == Gil.AUTO) {
        auto = new AutoPolicy();
        globals.put(FunctionText.connectName(kernel), (ProxyExecutable) auto::connect);
      }
      Object own = kernel.needsReceiver() ? receiver : null;
      KernelWatch watch = new KernelWatch(kernel.call(), listener, auto);
      KernelEntry entry = new KernelEntry(kernel, listener, scope, own, watch);
      globals.put(FunctionText.entryName(kernel), entry);
      if (QuickCalls.has(kernel)) {
        globals.put(
            FunctionText.portName(kernel),
            new QuickEntry(kernel, entry, watch, scope.errors(), own));
      }
    }
    globals.put("_FAILED", scope.errors().failed());
    globals.put("_failure", new KernelFailures(scope.errors()));
    return globals;
  }

  private static ProxyExecutable definer(PythonClass python, ModuleScope scope) {
    Instances instances = scope.values().kept(Instances.class, Instances::new);
    return arguments -> {
      instances.define(python.type(), arguments[0]);
      return null;
    };
  }

  private boolean needsReceiver() {
    return definition.kernels().stream().anyMatch(KernelDefinition::needsReceiver);
  }

  private @Nullable Object receiver() {
    if (shared != null || !needsReceiver()) {
      return shared;
    }
    try {
      return requireConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Kernel module " + type.getName() + " could not be made: " + e.getCause(), e);
    }
  }

  private Constructor<?> requireConstructor() {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
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
}
