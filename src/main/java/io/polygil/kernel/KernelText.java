package io.polygil.kernel;

import static io.polygil.kernel.PythonText.literal;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes a kernel module's Python text: one real Python function for each kernel, by {@link
 * FunctionText}, and the classes by {@link ClassText}.
 */
final class KernelText {
  private static final Set<String> IMPORTED =
      Set.of(
          "_Auto",
          "_holds",
          "_open_blocks",
          "_set_held",
          "_memory",
          "_wrap",
          "_java_errors",
          "_FAILED",
          "_failure",
          "_NotImplemented",
          "_bool",
          "_float",
          "_int",
          "_str",
          "_type");

  private KernelText() {}

  /**
   * The text of a module.
   *
   * @param classes the kernel classes of all modules
   */
  static String of(ModuleDefinition module, Map<Class<?>, PythonClass> classes) {
    PythonImports imports = PythonImports.ofModule(module.name(), taken(module), classes.values());
    PythonTypes types = new PythonTypes(PythonTypes.Place.RUN_TIME, imports, classes);
    StringBuilder body = new StringBuilder();
    for (Class<? extends Throwable> error : module.errors()) {
      body.append(errorClass(error, imports));
    }
    for (ClassDefinition each : module.classes()) {
      body.append("\n\n").append(ClassText.of(each, types));
    }
    for (KernelDefinition kernel : module.kernels()) {
      body.append("\n\n").append(FunctionText.preparation(kernel));
      body.append(FunctionText.of(kernel, types, "", "", ""));
      for (String alias : kernel.aliases()) {
        body.append("\n\n").append(alias).append(" = ").append(kernel.name());
      }
      body.append('\n');
    }
    StringBuilder head = new StringBuilder();
    head.append(literal(module.doc())).append('\n');
    head.append("from polygil import _NotImplemented, _bool, _float, _int, _str, _type\n");
    head.append("from polygil.gil import _Auto, _holds, _open_blocks, _set_held\n");
    if (module.allKernels().anyMatch(FunctionText::usesBuffer)) {
      head.append("from polygil.buffer import _memory, _wrap\n");
    }
    if (!module.errors().isEmpty()) {
      head.append("from polygil import _java_errors\n");
    }
    if (!module.classes().isEmpty()) {
      head.append(ClassText.IMPORTS);
    }
    head.append(imports.text()).append(body);
    return head.append(imports.furtherNames()).append(imports.lateText()).toString();
  }

  // All names that are in the module otherwise than as types of annotations.
  private static Set<String> taken(ModuleDefinition module) {
    Set<String> taken = new HashSet<>(module.names());
    taken.addAll(IMPORTED);
    taken.addAll(ClassText.IMPORTED);
    module.classes().forEach(each -> taken.addAll(ClassText.globals(each.python())));
    module.allKernels().forEach(kernel -> taken.addAll(FunctionText.globals(kernel)));
    return taken;
  }

  static String errorName(Class<? extends Throwable> error) {
    String name = annotation(error).value();
    return name.isEmpty() ? error.getSimpleName() : name;
  }

  /** The line that begins an exception's class. */
  static String errorHead(Class<? extends Throwable> error, PythonTypes.Names names) {
    String base = names.name("builtins", annotation(error).base());
    return "class " + errorName(error) + "(" + base + "):";
  }

  /** An exception's docstring; empty where it has none. */
  static String errorDoc(Class<? extends Throwable> error) {
    return annotation(error).doc();
  }

  private static PythonError annotation(Class<? extends Throwable> error) {
    return Objects.requireNonNull(error.getAnnotation(PythonError.class));
  }

  private static String errorClass(Class<? extends Throwable> error, PythonTypes.Names names) {
    return """


    %s
        %s


    _java_errors[%s] = %s
    """
        .formatted(
            errorHead(error, names),
            literal(errorDoc(error)),
            literal(error.getName()),
            errorName(error));
  }
}
