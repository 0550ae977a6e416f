package io.polygil.kernel;

import static io.polygil.kernel.PythonText.literal;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the Python text of a kernel class: a real Python class, each of whose objects has its Java
 * object in {@code _java}.
 */
final class ClassText {
  private static final Set<String> PICKLING =
      Set.of("__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__", "__getstate__");

  /** What {@link #IMPORTS} brings into the module. */
  static final Set<String> IMPORTED =
      Set.of(
          "_adopt",
          "_classmethod",
          "_isinstance",
          "_Elements",
          "_new",
          "_next",
          "_no_java",
          "_property",
          "_require_subtype",
          "_staticmethod");

  static final String IMPORTS =
      IMPORTED.stream()
          .sorted()
          .collect(Collectors.joining(", ", "from polygil.classes import ", "\n"));

  private static final String RETURNS_SELF =
      """

      def %s(self):
          return self
      """;

  private final ClassDefinition definition;
  private final PythonTypes types;
  private final PythonClass python;
  private final StringBuilder text = new StringBuilder();

  private ClassText(ClassDefinition definition, PythonTypes types) {
    this.definition = definition;
    this.types = types.within(definition.names());
    this.python = definition.python();
  }

  /**
   * The text of a class.
   *
   * @param types writes the types of the module's annotations
   */
  static String of(ClassDefinition definition, PythonTypes types) {
    return new ClassText(definition, types).write();
  }

  /** The function that makes the Python object of a Java object. */
  static String wrapperName(Class<?> type) {
    return "_wrap_" + PythonClass.nameOf(type);
  }

  /** The function that gives the Java object of a Python object, and any other as it is. */
  static String unwrapperName(Class<?> type) {
    return "_unwrap_" + PythonClass.nameOf(type);
  }

  /** The global by which Java gets the class's wrapper. */
  static String definerName(PythonClass python) {
    return "_define_" + python.name();
  }

  static Set<String> globals(PythonClass python) {
    return Set.of(wrapperName(python.type()), unwrapperName(python.type()), definerName(python));
  }

  private String write() {
    definition.kernels().map(FunctionText::preparation).forEach(text::append);
    text.append("class ").append(python.name()).append(":\n");
    line(literal(definition.doc()));
    line("__slots__ = (\"_java\", \"__weakref__\")");
    if (!definition.components().isEmpty()) {
      line(
          definition.components().stream()
              .map(name -> "\"" + name + "\"")
              .collect(Collectors.joining(", ", "__match_args__ = (", ",)")));
    }
    writeMaker();
    definition.getters().forEach(this::writeProperty);
    definition.methods().forEach(this::writeMethod);
    if (PICKLING.stream().noneMatch(definition::has)) {
      indented(
          """

          def __reduce__(self):
              raise TypeError("cannot pickle '%s' object")
          """
              .formatted(python.qualifiedName()));
    }
    if (!definition.mayBeInherited()) {
      indented(
          """

          @_classmethod
          def __init_subclass__(cls, /, **keywords):
              raise TypeError("type '%s' is not an acceptable base type")
          """
              .formatted(python.qualifiedName()));
    }
    writeBorder();
    return text.toString();
  }

  private void writeMaker() {
    KernelDefinition maker = definition.maker();
    if (maker == null) {
      indented(
          """

          def __new__(cls, /, *arguments, **keywords):
              raise TypeError("cannot create '%s' instances")
          """
              .formatted(python.qualifiedName()));
      return;
    }
    String before =
        """
            if cls is not %1$s:
                _require_subtype(cls, %1$s)
        """
            .formatted(python.name());
    if (maker.role() == Role.FACTORY) {
      indented("\n" + FunctionText.of(maker, types, "cls", before, "") + "\n");
    } else {
      before += "    _made = _new(cls)\n";
      indented(
          "\n" + FunctionText.of(maker, types, "cls", before, "_made") + "\n    return _made\n");
    }
  }

  private void writeProperty(KernelDefinition getter) {
    String name = getter.name();
    indented("\n@_property\n" + method(getter) + "\n");
    KernelDefinition setter = definition.setters().get(name);
    if (setter != null) {
      indented("\n@" + name + ".setter\n" + method(setter) + "\n");
    }
  }

  private void writeMethod(KernelDefinition kernel) {
    if (kernel.exits() && !definition.has("__enter__")) {
      indented(RETURNS_SELF.formatted("__enter__"));
    } else if (kernel.role() == Role.NEXT && !definition.has("__iter__")) {
      indented(RETURNS_SELF.formatted("__iter__"));
    }
    if (kernel.role() == Role.STATIC_METHOD) {
      indented("\n@_staticmethod\n" + FunctionText.of(kernel, types, "", "", "") + "\n");
    } else {
      indented("\n" + method(kernel) + "\n");
    }
    for (String alias : kernel.aliases()) {
      indented("\n" + alias + " = " + kernel.name() + "\n");
    }
  }

  private String method(KernelDefinition kernel) {
    String other = "";
    if (kernel.role() == Role.COMPARISON) {
      other =
          """
              if not _isinstance(other, %s):
                  return NotImplemented
          """
              .formatted(python.name());
    }
    String before =
        """
            try:
                _java_self = self._java
            except AttributeError:
                raise _no_java(self, %s, "%s") from None
        """
            .formatted(python.name(), kernel.name());
    String receiver = kernel.exits() ? "self, kind, value, traceback" : "self";
    return FunctionText.of(kernel, types, receiver, other + before, "_java_self");
  }

  // Both run at each call: in the text, so that they are compiled for this class alone.
  private void writeBorder() {
    String name = python.name();
    text.append(
        """


        def %2$s(java, kind=%1$s):
            if _isinstance(java, %1$s) or java is None or java is NotImplemented:
                return java
            made = _new(kind)
            made._java = java
            return _adopt(java, made)


        def %3$s(value):
            if not _isinstance(value, %1$s):
                return value
            try:
                return value._java
            except AttributeError:
                raise _no_java(value, %1$s, "") from None


        %4$s(%2$s)
        """
            .formatted(
                name,
                wrapperName(python.type()),
                unwrapperName(python.type()),
                definerName(python)));
  }

  private void line(String statement) {
    indented(statement + "\n");
  }

  // No statement has a line break inside a text: literal() leaves none.
  private void indented(String lines) {
    text.append(PythonText.indented(lines));
  }
}
