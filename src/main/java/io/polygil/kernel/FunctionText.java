package io.polygil.kernel;

import static io.polygil.kernel.PythonText.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the Python function of a kernel, and the names that it needs around it. */
final class FunctionText {
  private FunctionText() {}

  /** The global under which the function finds its Java entry. */
  static String entryName(KernelDefinition kernel) {
    return "_java_" + globalName(kernel);
  }

  /** The global by which Java tells an AUTO kernel's function whether to hold the GIL. */
  static String autoName(KernelDefinition kernel) {
    return "_auto_" + globalName(kernel);
  }

  /** The global by which an AUTO kernel's function hands Java its {@code _Auto}. */
  static String connectName(KernelDefinition kernel) {
    return "_connect_" + globalName(kernel);
  }

  static Set<String> globals(KernelDefinition kernel) {
    return Set.of(entryName(kernel), autoName(kernel), connectName(kernel));
  }

  private static String globalName(KernelDefinition kernel) {
    return kernel.call().function().replace('.', '_')
        + (kernel.role() == Role.SETTER ? "_setter" : "");
  }

  /** What an AUTO kernel's function needs before it; nothing for others. */
  static String automatic(KernelDefinition kernel) {
    return kernel.call().gil() == Gil.AUTO
        ? "%s = _Auto()\n%s(%s)\n\n\n"
            .formatted(autoName(kernel), connectName(kernel), autoName(kernel))
        : "";
  }

  /**
   * The function of a kernel.
   *
   * @param receiver the parameters that stand first, such as {@code self}, or nothing
   * @param before statements that run first, or nothing
   * @param first the first argument for Java, or nothing
   */
  static String of(
      KernelDefinition kernel, PythonTypes types, String receiver, String before, String first) {
    String call =
        entryName(kernel)
            + "("
            + Stream.concat(
                    Stream.of(first).filter(argument -> !argument.isEmpty()),
                    kernel.parameters().stream().map(parameter -> passed(kernel, parameter)))
                .collect(Collectors.joining(", "))
            + ")";
    if (kernel.unsignedResult()) {
      call = call + " & 0xFFFFFFFFFFFFFFFF";
    }
    // The flag is the thread's: it is put back, so that calls nest whatever they declare.
    return """
    %s
        %s
    %s\
        _held_before = _set_held(%s)
        try:
            %s
        finally:
            _set_held(_held_before)\
    """
        .formatted(
            head(kernel, receiver, types, types),
            literal(kernel.doc()),
            before,
            flag(kernel),
            result(kernel, call));
  }

  private static String result(KernelDefinition kernel, String call) {
    if (kernel.wrapsResult()) {
      String kind = kernel.role() == Role.FACTORY ? ", cls" : "";
      return "return "
          + ClassText.wrapperName((Class<?>) kernel.resultType())
          + "("
          + call
          + kind
          + ")";
    } else if (kernel.resultType() == Buffer.class) {
      return "return _wrap(" + call + ")";
    }
    return switch (kernel.role()) {
      case CONSTRUCTOR -> "_made._java = " + call;
      case ITERATE -> "return _Elements(" + call + ")";
      case NEXT -> "return _next(" + call + ")";
      default -> "return " + call;
    };
  }

  static boolean usesBuffer(KernelDefinition kernel) {
    return kernel.resultType() == Buffer.class
        || kernel.parameters().stream().anyMatch(parameter -> parameter.type() == Buffer.class);
  }

  private static String passed(KernelDefinition kernel, KernelParameter parameter) {
    if (kernel.unwraps(parameter)) {
      return ClassText.unwrapperName((Class<?>) parameter.type()) + "(" + parameter.name() + ")";
    }
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
   * @param receiver the parameters that stand first, such as {@code self}, or nothing
   * @param arguments writes the parameters' types
   * @param results writes the result's type
   */
  static String head(
      KernelDefinition kernel, String receiver, PythonTypes arguments, PythonTypes results) {
    return "def "
        + kernel.name()
        + "("
        + signature(kernel, receiver, arguments)
        + ")"
        + results.arrow(kernel)
        + ":";
  }

  // Java wants varargs last, Python wants them before the parameters for names only.
  private static String signature(KernelDefinition kernel, String receiver, PythonTypes types) {
    List<String> parts = new ArrayList<>();
    if (!receiver.isEmpty()) {
      parts.add(receiver);
    }
    List<KernelParameter> parameters = kernel.parameters();
    for (KernelParameter parameter : parameters) {
      if (parameter.passing() == KernelParameter.Passing.POSITION_OR_NAME) {
        parts.add(declaration(kernel, parameter, types));
      }
    }
    List<KernelParameter> named =
        parameters.stream().filter(p -> p.passing() == KernelParameter.Passing.NAME).toList();
    List<KernelParameter> rest =
        parameters.stream().filter(p -> p.passing() == KernelParameter.Passing.REST).toList();
    if (!rest.isEmpty()) {
      parts.add("*" + declaration(kernel, rest.getFirst(), types));
    } else if (!named.isEmpty()) {
      parts.add("*");
    }
    named.forEach(parameter -> parts.add(declaration(kernel, parameter, types)));
    return String.join(", ", parts);
  }

  private static String declaration(
      KernelDefinition kernel, KernelParameter parameter, PythonTypes types) {
    String text = parameter.name() + ": " + types.ofParameter(kernel, parameter);
    return parameter.defaultText() == null ? text : text + " = " + parameter.defaultText();
  }
}
