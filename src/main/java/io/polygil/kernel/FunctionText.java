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

  /** The global under which the module's text finds the object that has the short way into Java. */
  static String portName(KernelDefinition kernel) {
    return "_port_" + globalName(kernel);
  }

  /** The global under which the function finds the short way into Java. */
  static String quickName(KernelDefinition kernel) {
    return "_quick_" + globalName(kernel);
  }

  static Set<String> globals(KernelDefinition kernel) {
    return Set.of(
        entryName(kernel),
        portName(kernel),
        quickName(kernel),
        autoName(kernel),
        connectName(kernel));
  }

  private static String globalName(KernelDefinition kernel) {
    return kernel.call().function().replace('.', '_')
        + (kernel.role() == Role.SETTER ? "_setter" : "");
  }

  /** What a kernel's function needs before it; nothing for most. */
  static String preparation(KernelDefinition kernel) {
    StringBuilder text = new StringBuilder();
    if (QuickCalls.has(kernel)) {
      // Bound once: asking for a member of a Java object at each call takes longer than the call.
      text.append(
          "%s = %s.%s%d\n"
              .formatted(
                  quickName(kernel),
                  portName(kernel),
                  kernel.role().takesSelf() ? "on" : "call",
                  kernel.parameters().size()));
    }
    if (kernel.call().gil() == Gil.AUTO) {
      text.append(
          "%s = _Auto()\n%s(%s)\n"
              .formatted(autoName(kernel), connectName(kernel), autoName(kernel)));
    }
    return text.isEmpty() ? "" : text + "\n\n";
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
    // The flag is the thread's: it is put back, so that calls nest whatever they declare.
    return """
    %s
        %s
    %s\
        _held_before = _set_held(%s)
        try:
    %s\
        finally:
            _set_held(_held_before)
        if _result is _FAILED:
            raise _failure()
        %s\
    """
        .formatted(
            head(kernel, receiver, types, types),
            literal(kernel.doc()),
            before,
            flag(kernel),
            calls(kernel, first),
            result(kernel));
  }

  private static String calls(KernelDefinition kernel, String first) {
    String call = entryName(kernel) + arguments(kernel, first, false);
    if (!QuickCalls.has(kernel)) {
      return "        _result = " + call + "\n";
    }
    String quick = quickName(kernel) + arguments(kernel, first, true);
    String condition = QuickCalls.condition(kernel);
    return (condition.isEmpty()
            ? "        _result = %s\n".formatted(quick)
            : "        _result = %s if %s else _NotImplemented\n".formatted(quick, condition))
        + "        if _result is _NotImplemented:\n"
        + "            _result = %s\n".formatted(call);
  }

  private static String arguments(KernelDefinition kernel, String first, boolean quick) {
    return Stream.concat(
            Stream.of(first).filter(argument -> !argument.isEmpty()),
            kernel.parameters().stream()
                .map(parameter -> quick ? parameter.name() : passed(kernel, parameter)))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String result(KernelDefinition kernel) {
    String result = kernel.unsignedResult() ? "_result & 0xFFFFFFFFFFFFFFFF" : "_result";
    if (kernel.wrapsResult()) {
      String kind = kernel.role() == Role.FACTORY ? ", cls" : "";
      return "return "
          + ClassText.wrapperName((Class<?>) kernel.resultType())
          + "("
          + result
          + kind
          + ")";
    } else if (kernel.resultType() == Buffer.class) {
      return "return _wrap(" + result + ")";
    }
    return switch (kernel.role()) {
      case CONSTRUCTOR -> "_made._java = " + result;
      case ITERATE -> "return _Elements(" + result + ")";
      case NEXT -> "return _next(" + result + ")";
      default -> "return " + result;
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
      case AUTO -> "_holds(%1$s) if _open_blocks[0] else %1$s.holds".formatted(autoName(kernel));
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
