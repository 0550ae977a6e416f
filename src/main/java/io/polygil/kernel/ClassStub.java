package io.polygil.kernel;

import static io.polygil.kernel.PythonText.indented;

import java.util.stream.Collectors;

/** Writes what a stub says of a kernel class. */
final class ClassStub {
  private final ClassDefinition definition;
  private final PythonTypes arguments;
  private final PythonTypes results;
  private final PythonTypes.Names outside;
  private final PythonTypes.Names names;
  private final StringBuilder body = new StringBuilder();

  private ClassStub(ClassDefinition definition, PythonTypes arguments, PythonTypes results) {
    this.definition = definition;
    this.arguments = arguments.within(definition.names());
    this.results = results.within(definition.names());
    this.outside = results.names();
    this.names = this.results.names();
  }

  /**
   * The class's statement.
   *
   * @param arguments writes the types of parameters in the module
   * @param results writes the types of results in the module
   */
  static String of(ClassDefinition definition, PythonTypes arguments, PythonTypes results) {
    return new ClassStub(definition, arguments, results).write();
  }

  private String write() {
    if (!definition.doc().isEmpty()) {
      body.append(PythonText.quoted(definition.doc())).append('\n');
    }
    if (!definition.components().isEmpty()) {
      body.append(
          definition.components().stream()
              .map(PythonText::literal)
              .collect(Collectors.joining(", ", "__match_args__ = (", ",)\n")));
    }
    if (definition.has("__eq__") && !definition.has("__hash__")) {
      body.append("__hash__: ").append(names.name("typing", "ClassVar"));
      body.append("[None]  # type: ignore[assignment]\n");
    }
    writeMaker();
    definition.getters().forEach(this::writeProperty);
    definition.methods().forEach(this::writeMethod);
    return (definition.mayBeInherited() ? "" : "@" + outside.name("typing", "final") + "\n")
        + "class "
        + definition.python().name()
        + ":\n"
        + indented(body.toString());
  }

  private void writeMaker() {
    if (definition.maker() == null) {
      // There is nothing that could be given for the first one.
      String never = names.name("typing", "Never");
      body.append("def __new__(cls, never: ").append(never).append(", /, *arguments: ");
      body.append(never).append(", **keywords: ").append(never).append(") -> ");
      body.append(names.name("typing", "Self")).append(": ...\n");
    } else {
      writeFunction(definition.maker(), "cls");
    }
  }

  private void writeProperty(KernelDefinition getter) {
    body.append('@').append(names.name("builtins", "property")).append('\n');
    writeFunction(getter, "self");
    KernelDefinition setter = definition.setters().get(getter.name());
    if (setter != null) {
      body.append('@').append(getter.name()).append(".setter\n");
      writeFunction(setter, "self");
    }
  }

  private void writeMethod(KernelDefinition kernel) {
    if (kernel.exits()) {
      if (!definition.has("__enter__")) {
        writeReturnsSelf("__enter__");
      }
      String orNone = " | None";
      writeFunction(
          kernel,
          "self, kind: "
              + names.name("builtins", "type")
              + "["
              + names.name("builtins", "BaseException")
              + "]"
              + orNone
              + ", value: "
              + names.name("builtins", "BaseException")
              + orNone
              + ", traceback: "
              + names.name("types", "TracebackType")
              + orNone);
      return;
    } else if (kernel.role() == Role.NEXT && !definition.has("__iter__")) {
      writeReturnsSelf("__iter__");
    }
    boolean isStatic = kernel.role() == Role.STATIC_METHOD;
    if (isStatic) {
      body.append('@').append(names.name("builtins", "staticmethod")).append('\n');
    }
    writeFunction(kernel, isStatic ? "" : "self");
    for (String alias : kernel.aliases()) {
      body.append(alias).append(" = ").append(kernel.name()).append('\n');
    }
  }

  private void writeReturnsSelf(String name) {
    body.append("def ").append(name).append("(self) -> ");
    body.append(names.name("typing", "Self")).append(": ...\n");
  }

  private void writeFunction(KernelDefinition kernel, String receiver) {
    body.append(FunctionText.head(kernel, receiver, arguments, results));
    body.append(KernelStubs.block(kernel.doc()));
  }
}
