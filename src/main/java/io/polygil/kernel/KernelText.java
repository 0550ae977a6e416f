package io.polygil.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a kernel module's Python text: one real Python function for each kernel. */
final class KernelText {
  private KernelText() {}

  static String of(
      String doc, List<KernelDefinition> kernels, List<Class<? extends Throwable>> errors) {
    PythonImports imports = PythonImports.ofModule(names(kernels, errors));
    PythonTypes types = new PythonTypes(PythonTypes.Place.RUN_TIME, imports);
    StringBuilder body = new StringBuilder();
    for (Class<? extends Throwable> error : errors) {
      body.append(errorClass(error, imports));
    }
    for (KernelDefinition kernel : kernels) {
      body.append("\n\n").append(function(kernel, types));
      for (String alias : kernel.aliases()) {
        body.append("\n\n").append(alias).append(" = ").append(kernel.call().function());
      }
      body.append('\n');
    }
    StringBuilder head = new StringBuilder();
    head.append(quoted(doc)).append('\n');
    head.append("from polygil.gil import _Auto, _block, _set_held\n");
    if (kernels.stream().anyMatch(KernelText::usesBuffer)) {
      head.append("from polygil.buffer import _memory, _wrap\n");
    }
    if (!errors.isEmpty()) {
      head.append("from polygil import _java_errors\n");
    }
    return head.append(imports.text()).append(body).toString();
  }

  /** The names that a module offers. */
  static Set<String> names(
      List<KernelDefinition> kernels, List<Class<? extends Throwable>> errors) {
    Set<String> names = new HashSet<>();
    errors.forEach(error -> names.add(errorName(error)));
    for (KernelDefinition kernel : kernels) {
      names.add(kernel.call().function());
      names.addAll(kernel.aliases());
    }
    return names;
  }

  /** The global under which the function finds its Java entry. */
  static String entryName(KernelDefinition kernel) {
    return "_java_" + kernel.call().function();
  }

  /** The global by which Java tells an AUTO kernel's function whether to hold the GIL. */
  static String autoName(KernelDefinition kernel) {
    return "_auto_" + kernel.call().function();
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
            quoted(errorDoc(error)),
            quoted(error.getName()),
            errorName(error));
  }

  private static String function(KernelDefinition kernel, PythonTypes types) {
    String call =
        entryName(kernel)
            + "("
            + kernel.parameters().stream().map(KernelText::passed).collect(Collectors.joining(", "))
            + ")";
    if (kernel.unsignedResult()) {
      call = call + " & 0xFFFFFFFFFFFFFFFF";
    }
    if (kernel.resultType() == Buffer.class) {
      call = "_wrap(" + call + ")";
    }
    // The flag is the thread's: it is put back, so that calls nest whatever they declare.
    return """
    %s%s
        %s
        _held_before = _set_held(%s)
        try:
            return %s
        finally:
            _set_held(_held_before)\
    """
        .formatted(
            kernel.call().gil() == Gil.AUTO
                ? autoName(kernel)
                    + " = _Auto()\n"
                    + connectName(kernel)
                    + "("
                    + autoName(kernel)
                    + ")\n\n\n"
                : "",
            head(kernel, types, types),
            quoted(kernel.doc()),
            flag(kernel),
            call);
  }

  private static boolean usesBuffer(KernelDefinition kernel) {
    return kernel.resultType() == Buffer.class
        || kernel.parameters().stream().anyMatch(parameter -> parameter.type() == Buffer.class);
  }

  private static String passed(KernelParameter parameter) {
    if (parameter.type() == Buffer.class
        && parameter.passing() != KernelParameter.Passing.REST
        && !parameter.nullable()) {
      // Unwrapped on this side of the border, where it is compiled with its caller.
      return "_memory(" + parameter.name() + ")";
    }
    return parameter.passing() == KernelParameter.Passing.REST
        ? "*" + parameter.name()
        : parameter.name();
  }

  /** The global by which an AUTO kernel's function hands Java its {@code _Auto}. */
  static String connectName(KernelDefinition kernel) {
    return "_connect_" + kernel.call().function();
  }

  private static String flag(KernelDefinition kernel) {
    return switch (kernel.call().gil()) {
      case HOLD -> "True";
      case RELEASE -> "False";
      case AUTO -> autoName(kernel) + ".holds if _block.holds is None else _block.holds";
    };
  }

  /**
   * The line that begins a kernel's function, in its module and in the stub of that alike.
   *
   * @param arguments writes the parameters' types
   * @param results writes the result's type
   */
  static String head(KernelDefinition kernel, PythonTypes arguments, PythonTypes results) {
    return "def "
        + kernel.call().function()
        + "("
        + signature(kernel.parameters(), arguments)
        + ") -> "
        + results.ofResult(kernel)
        + ":";
  }

  // Java wants varargs last, Python wants them before the parameters for names only.
  private static String signature(List<KernelParameter> parameters, PythonTypes types) {
    List<String> parts = new ArrayList<>();
    for (KernelParameter parameter : parameters) {
      if (parameter.passing() == KernelParameter.Passing.POSITION_OR_NAME) {
        parts.add(declaration(parameter, types));
      }
    }
    List<KernelParameter> named =
        parameters.stream().filter(p -> p.passing() == KernelParameter.Passing.NAME).toList();
    List<KernelParameter> rest =
        parameters.stream().filter(p -> p.passing() == KernelParameter.Passing.REST).toList();
    if (!rest.isEmpty()) {
      parts.add("*" + rest.getFirst().name() + ": " + types.ofParameter(rest.getFirst()));
    } else if (!named.isEmpty()) {
      parts.add("*");
    }
    named.forEach(parameter -> parts.add(declaration(parameter, types)));
    return String.join(", ", parts);
  }

  private static String declaration(KernelParameter parameter, PythonTypes types) {
    String text = parameter.name() + ": " + types.ofParameter(parameter);
    return parameter.defaultText() == null ? text : text + " = " + parameter.defaultText();
  }

  /** A str literal over as many lines as the text has. */
  static String quoted(String text) {
    return "\"\"\"" + escaped(text) + "\"\"\"";
  }

  /** A str literal on one line. */
  static String literal(String text) {
    return "\"" + escaped(text).replace("\n", "\\n") + "\"";
  }

  private static String escaped(String text) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> quoted.append("\\\\");
        case '"' -> quoted.append("\\\"");
        case '\r' -> quoted.append("\\r");
        case '\0' -> quoted.append("\\0");
        default -> {
          if (Character.isSurrogate(c)) {
            // Alone it could not be written in UTF-8; in pairs \\u would be two characters.
            int point = text.codePointAt(i);
            quoted.append("\\U%08x".formatted(point));
            i += Character.charCount(point) - 1;
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.toString();
  }
}
