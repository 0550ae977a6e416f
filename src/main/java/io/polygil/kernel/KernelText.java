package io.polygil.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a kernel module's Python text: one real Python function for each kernel, and the classes
 * by {@link ClassText}.
 */
final class KernelText {
  private KernelText() {}

  static String of(
      String doc,
      List<KernelDefinition> kernels,
      List<ClassDefinition> classes,
      List<Class<? extends Throwable>> errors) {
    StringBuilder text = new StringBuilder();
    text.append(quoted(doc)).append('\n');
    text.append("from polygil.gil import _Auto, _block, _set_held\n");
    Stream<KernelDefinition> all =
        Stream.concat(kernels.stream(), classes.stream().flatMap(ClassDefinition::kernels));
    if (all.anyMatch(KernelText::usesBuffer)) {
      text.append("from polygil.buffer import Buffer, _memory, _wrap\n");
    }
    if (!errors.isEmpty()) {
      text.append("from polygil import _java_errors\n");
    }
    for (Class<? extends Throwable> error : errors) {
      text.append(errorClass(error));
    }
    if (!classes.isEmpty()) {
      text.append(ClassText.imports());
    }
    for (ClassDefinition each : classes) {
      text.append("\n\n").append(ClassText.of(each));
    }
    for (KernelDefinition kernel : kernels) {
      text.append("\n\n").append(automatic(kernel)).append(function(kernel, "", "", ""));
      for (String alias : kernel.aliases()) {
        text.append("\n\n").append(alias).append(" = ").append(kernel.call().function());
      }
      text.append('\n');
    }
    return text.toString();
  }

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

  private static String globalName(KernelDefinition kernel) {
    return kernel.call().function().replace('.', '_')
        + (kernel.role() == Role.SETTER ? "_setter" : "");
  }

  static String errorName(Class<? extends Throwable> error) {
    String name = Objects.requireNonNull(error.getAnnotation(PythonError.class)).value();
    return name.isEmpty() ? error.getSimpleName() : name;
  }

  private static String errorClass(Class<? extends Throwable> error) {
    PythonError annotation = Objects.requireNonNull(error.getAnnotation(PythonError.class));
    String name = errorName(error);
    return """


    class %s(%s):
        %s


    _java_errors[%s] = %s
    """
        .formatted(
            name, annotation.base(), quoted(annotation.doc()), quoted(error.getName()), name);
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
   * @param receiver the parameter that stands first, such as {@code self}, or nothing
   * @param before statements that run first, or nothing
   * @param first the first argument for Java, or nothing
   */
  static String function(KernelDefinition kernel, String receiver, String before, String first) {
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
    def %s(%s)%s:
        %s
    %s\
        _held_before = _set_held(%s)
        try:
            %s
        finally:
            _set_held(_held_before)\
    """
        .formatted(
            kernel.name(),
            signature(receiver, kernel.parameters()),
            kernel.role().makesInstance() ? "" : " -> " + kernel.resultAnnotation(),
            quoted(kernel.doc()),
            before,
            flag(kernel),
            result(kernel, call));
  }

  private static String result(KernelDefinition kernel, String call) {
    if (kernel.wrapsResult()) {
      String kind = kernel.role() == Role.FACTORY ? ", cls" : "";
      return "return "
          + ClassText.wrapperName((Class<?>) kernel.result())
          + "("
          + call
          + kind
          + ")";
    } else if (kernel.result() == Buffer.class) {
      return "return _wrap(" + call + ")";
    }
    return switch (kernel.role()) {
      case CONSTRUCTOR -> "_made._java = " + call;
      case ITERATE -> "return _Iterator(" + call + ")";
      case NEXT -> "return _next(" + call + ")";
      default -> "return " + call;
    };
  }

  private static boolean usesBuffer(KernelDefinition kernel) {
    return kernel.result() == Buffer.class
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

  // Java wants varargs last, Python wants them before the parameters for names only.
  private static String signature(String receiver, List<KernelParameter> parameters) {
    List<String> parts = new ArrayList<>();
    if (!receiver.isEmpty()) {
      parts.add(receiver);
    }
    for (KernelParameter parameter : parameters) {
      if (parameter.passing() == KernelParameter.Passing.POSITION_OR_NAME) {
        parts.add(declaration(parameter));
      }
    }
    List<KernelParameter> named =
        parameters.stream().filter(p -> p.passing() == KernelParameter.Passing.NAME).toList();
    List<KernelParameter> rest =
        parameters.stream().filter(p -> p.passing() == KernelParameter.Passing.REST).toList();
    if (!rest.isEmpty()) {
      parts.add("*" + rest.getFirst().name() + ": " + rest.getFirst().annotation());
    } else if (!named.isEmpty()) {
      parts.add("*");
    }
    named.forEach(parameter -> parts.add(declaration(parameter)));
    return String.join(", ", parts);
  }

  private static String declaration(KernelParameter parameter) {
    String text = parameter.name() + ": " + parameter.annotation();
    return parameter.defaultText() == null ? text : text + " = " + parameter.defaultText();
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"\"\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> quoted.append("\\\\");
        case '"' -> quoted.append("\\\"");
        case '\n' -> quoted.append("\\n");
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
    return quoted.append("\"\"\"").toString();
  }
}
