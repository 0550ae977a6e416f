package io.polygil.kernel;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a kernel module's Python text: one real Python function for each kernel. */
final class KernelText {
  private KernelText() {}

  static String of(String doc, List<KernelDefinition> kernels) {
    StringBuilder text = new StringBuilder();
    text.append(quoted(doc)).append('\n');
    text.append("from polygil.gil import _set_held\n");
    if (kernels.stream().anyMatch(KernelText::usesBuffer)) {
      text.append("from polygil.buffer import Buffer, _memory, _wrap\n");
    }
    for (KernelDefinition kernel : kernels) {
      text.append("\n\n").append(function(kernel));
      for (String alias : kernel.aliases()) {
        text.append("\n\n").append(alias).append(" = ").append(kernel.call().function());
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The global under which the function finds its Java entry. */
  static String entryName(KernelDefinition kernel) {
    return "_java_" + kernel.call().function();
  }

  private static boolean usesBuffer(KernelDefinition kernel) {
    return kernel.result() == Buffer.class
        || kernel.arguments().stream().anyMatch(argument -> argument.type() == Buffer.class);
  }

  private static String function(KernelDefinition kernel) {
    String names =
        kernel.arguments().stream().map(KernelText::passed).collect(Collectors.joining(", "));
    String parameters =
        kernel.arguments().stream()
            .map(argument -> argument.name() + ": " + argument.pythonType())
            .collect(Collectors.joining(", "));
    String call = entryName(kernel) + "(" + names + ")";
    if (kernel.unsignedResult()) {
      call = call + " & 0xFFFFFFFFFFFFFFFF";
    }
    if (kernel.result() == Buffer.class) {
      call = "_wrap(" + call + ")";
    }
    // The flag is the thread's: it is put back, so that calls nest whatever they declare.
    return """
    def %s(%s) -> %s:
        %s
        held = _set_held(%s)
        try:
            return %s
        finally:
            _set_held(held)\
    """
        .formatted(
            kernel.call().function(),
            parameters,
            kernel.resultType(),
            quoted(kernel.doc()),
            kernel.call().gil() == Gil.HOLD ? "True" : "False",
            call);
  }

  // Unwrapped on this side of the border, where it is compiled with its caller.
  private static String passed(KernelDefinition.Argument argument) {
    return argument.type() == Buffer.class ? "_memory(" + argument.name() + ")" : argument.name();
  }

  private static String quoted(String text) {
    return "\"\"\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\"\"";
  }
}
