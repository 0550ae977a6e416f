package io.polygil.kernel;

import io.polygil.context.PythonNames;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One kernel module as its annotations declare it, checked.
 *
 * @param origin the class that it comes from; empty for a package of modules
 */
record ModuleDefinition(
    String name,
    String origin,
    String doc,
    List<KernelDefinition> kernels,
    List<ClassDefinition> classes,
    List<Class<? extends Throwable>> errors) {

  static ModuleDefinition of(Class<?> type) {
    KernelModule module = type.getAnnotation(KernelModule.class);
    if (module == null) {
      throw new IllegalArgumentException(
          type.getName() + " is no kernel module: annotate it with @KernelModule(\"name\")");
    }
    for (String part : module.value().split("\\.", -1)) {
      if (!PythonNames.isIdentifier(part)) {
        throw new IllegalArgumentException(
            "Kernel module "
                + type.getName()
                + ": \""
                + module.value()
                + "\" is no name of a module in Python, such as \"bank\" or \"shop.bank\"");
      }
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
    List<ClassDefinition> classes =
        Arrays.stream(module.classes()).map(each -> ClassDefinition.of(module, each)).toList();
    return new ModuleDefinition(
        module.value(),
        type.getName(),
        module.doc(),
        kernels(type, module, classes),
        classes,
        List.of(module.errors()));
  }

  /** A package that is there only because modules are in it. */
  static ModuleDefinition ofPackage(String name) {
    return new ModuleDefinition(name, "", "", List.of(), List.of(), List.of());
  }

  /** The kernels of the module and of its classes. */
  Stream<KernelDefinition> allKernels() {
    return Stream.concat(kernels.stream(), classes.stream().flatMap(ClassDefinition::kernels));
  }

  /** The names that it offers. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    errors.forEach(error -> names.add(KernelText.errorName(error)));
    classes.forEach(each -> names.add(each.python().name()));
    for (KernelDefinition kernel : kernels) {
      names.add(kernel.name());
      names.addAll(kernel.aliases());
    }
    return names;
  }

  private static List<KernelDefinition> kernels(
      Class<?> type, KernelModule module, List<ClassDefinition> classes) {
    List<KernelDefinition> kernels = new ArrayList<>();
    Map<String, Object> byName = new HashMap<>();
    for (Class<? extends Throwable> error : module.errors()) {
      String name = KernelText.errorName(error);
      KernelDefinition.requireName("Exception " + error.getName(), name);
      claim(byName, name, error);
    }
    for (ClassDefinition each : classes) {
      claim(byName, each.python().name(), each.python().type());
      each.kernels()
          .forEach(
              kernel -> claim(byName, FunctionText.entryName(kernel), kernel.call().function()));
    }
    Method[] methods = type.getDeclaredMethods();
    // Reflection gives no order of its own; the text must be the same in every process.
    Arrays.sort(methods, Comparator.comparing(Method::getName).thenComparing(Method::toString));
    for (Method method : methods) {
      if (method.isAnnotationPresent(Kernel.class) && !method.isBridge()) {
        KernelDefinition kernel = KernelDefinition.of(module, method);
        claim(byName, kernel.name(), method);
        kernel.aliases().forEach(alias -> claim(byName, alias, method));
        kernels.add(kernel);
      }
    }
    if (kernels.isEmpty() && classes.isEmpty()) {
      throw new IllegalArgumentException(
          type.getName() + " has no kernels: annotate its methods with @Kernel, or list classes");
    }
    return List.copyOf(kernels);
  }

  private static void claim(Map<String, Object> byName, String name, Object owner) {
    Object other = byName.put(name, owner);
    if (other != null) {
      throw new IllegalArgumentException(
          "Python has no overloads, but two members have the name "
              + name
              + ": "
              + other
              + " and "
              + owner
              + "; rename one");
    }
  }
}
