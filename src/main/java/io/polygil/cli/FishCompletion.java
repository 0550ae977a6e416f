package io.polygil.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The fish shell's completion, which picocli does not write. */
final class FishCompletion {
  private FishCompletion() {}

  /** A script of fish's {@code complete} commands for a command and its subcommands. */
  static String script(CommandLine root) {
    StringBuilder script = new StringBuilder();
    String name = root.getCommandName();
    options(script, name, "__fish_use_subcommand", root.getCommandSpec());
    for (Map.Entry<String, CommandLine> command : root.getSubcommands().entrySet()) {
      CommandSpec spec = command.getValue().getCommandSpec();
      line(script, name, "__fish_use_subcommand", "-f -a " + command.getKey(), summary(spec));
      String condition = "__fish_seen_subcommand_from " + command.getKey();
      options(script, name, condition, spec);
      for (PositionalParamSpec words : spec.positionalParameters()) {
        if (words.completionCandidates() != null) {
          line(
              script,
              name,
              condition,
              "-f -a " + quoted(String.join(" ", words.completionCandidates())),
              String.join(" ", words.description()));
        }
      }
    }
    return script.toString();
  }

  private static void options(
      StringBuilder script, String name, String condition, CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      StringBuilder flags = new StringBuilder();
      for (String each : option.names()) {
        flags.append(each.startsWith("--") ? "-l " : "-s ").append(each.replaceFirst("-+", ""));
        flags.append(' ');
      }
      String values =
          option.completionCandidates() == null
              ? ""
              : "-x -a " + quoted(String.join(" ", option.completionCandidates())) + ' ';
      boolean takesValue = option.arity().max() > 0;
      String kind = values.isEmpty() && takesValue ? "-r " : values;
      line(script, name, condition, (flags + kind).strip(), String.join(" ", option.description()));
    }
  }

  private static void line(
      StringBuilder script, String name, String condition, String what, String description) {
    script
        .append("complete -c ")
        .append(name)
        .append(" -n ")
        .append(quoted(condition))
        .append(' ')
        .append(what)
        .append(" -d ")
        .append(quoted(description))
        .append('\n');
  }

  private static String summary(CommandSpec spec) {
    String[] description = spec.usageMessage().description();
    return description.length == 0 ? "" : description[0];
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
