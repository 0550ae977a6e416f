package io.polygil.kernel;

import java.util.Objects;

/**
 * A {@link KernelClass} and what Python calls it.
 *
 * @param name its name in the module
 */
record PythonClass(Class<?> type, String module, String name) {

  static PythonClass of(String module, Class<?> type) {
    return new PythonClass(type, module, nameOf(type));
  }

  /** The name of an annotated class. */
  static String nameOf(Class<?> type) {
    String name = Objects.requireNonNull(type.getAnnotation(KernelClass.class)).name();
    return name.isEmpty() ? type.getSimpleName() : name;
  }

  /** The name with the module's. */
  String qualifiedName() {
    return module + "." + name;
  }
}
