package io.polygil.cli;

import io.polygil.context.PythonEngine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** Where the launcher enters. */
@Command(
    name = "polygil",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Many GILs: Python inside Java, on GraalPy.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the Python program or an experiment failed",
      "2:wrong usage",
      "124:time-out",
      "130:interrupted by Ctrl-C"
    })
public final class Main {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int TIMED_OUT = 124;

  /** What is said where a full disk, say, has cut the output short. */
  static final String CUT_SHORT = "could not write all of it to standard output";

  /** Their engine loads while their options are read. */
  private static final Set<String> STARTS_PYTHON = Set.of("run", "map", "trace");

  private static final Set<String> RUNS_A_PROGRAM = Set.of("run", "trace");

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description =
          "Show the Java stack trace of an error of the command itself. The Java frames of a"
              + " kernel's exception are in the notes of Python's traceback anyway.")
  private boolean debug;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Say on standard error what is going on: contexts made, leased and ended.")
  void setVerbose(boolean verbose) {
    if (verbose) {
      // Read by SLF4J's simple logger when the first class that logs is loaded.
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
      System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    }
  }

  private final OutputStream out;
  private final OutputStream err;

  /** In the order in which help lists them. One that is not asked for is not loaded. */
  private static final Map<String, Supplier<Object>> COMMANDS = commands();

  private static Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("compare", CompareCommand::new);
    commands.put("run", RunCommand::new);
    commands.put("map", MapCommand::new);
    commands.put("trace", TraceCommand::new);
    commands.put("lab", LabCommand::new);
    commands.put("stubs", StubsCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("completion", CompletionCommand::new);
    return commands;
  }

  private Main(OutputStream out, OutputStream err) {
    this.out = out;
    this.err = err;
  }

  /** Where a program's standard output goes. */
  OutputStream out() {
    return out;
  }

  /** Where a program's standard error goes. */
  OutputStream err() {
    return err;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && STARTS_PYTHON.contains(arguments[0])) {
      OptimizingCompiler.giveWay();
      PythonEngine.prepare();
    }
    // Not System.out, which keeps a full disk or a closed pipe to itself.
    Main main =
        new Main(
            new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    int code = execute(main, arguments);
    System.out.flush();
    System.err.flush();
    // Python's daemon threads must not keep a finished command alive.
    Runtime.getRuntime().exit(code);
  }

  /** Runs one command and gives its exit code. */
  static int execute(String... arguments) {
    return execute(new Main(System.out, System.err), arguments);
  }

  private static int execute(Main main, String... given) {
    String[] arguments = asOptions(given);
    CommandLine commands = new CommandLine(main);
    String first = arguments.length == 0 ? "" : arguments[0];
    COMMANDS.forEach((name, command) -> {
      boolean all = !COMMANDS.containsKey(first) || first.equals("completion");
      if (all || name.equals(first)) {
        CommandLine added = new CommandLine(command.get());
        added.getCommandSpec().versionProvider(new Version());
        commands.addSubcommand(added);
      }
    });
    // One writer for all commands, so that a full disk is noticed whichever has written.
    commands.setOut(new PrintWriter(System.out, true, System.out.charset()));
    commands.registerConverter(Path.class, Main::path);
    for (String name : RUNS_A_PROGRAM) {
      CommandLine command = commands.getSubcommands().get(name);
      if (command != null) {
        // What follows a program's name is the program's.
        command.setStopAtPositional(true);
      }
    }
    commands.setParameterExceptionHandler((e, _) -> usage(e));
    commands.setExecutionExceptionHandler((e, command, _) -> main.failure(e, command));
    if (arguments.length == 0) {
      commands.usage(commands.getErr());
      return USAGE;
    }
    int code = commands.execute(arguments);
    if (commands.getOut().checkError() && code == 0) {
      commands.getErr().println("polygil: " + CUT_SHORT);
      return FAILED;
    }
    return code;
  }

  /** What is asked as {@code polygil help run} is {@code polygil run --help} here. */
  private static String[] asOptions(String... given) {
    if (given.length == 0 || !given[0].equals("help")) {
      return given;
    }
    List<String> asked = new ArrayList<>(List.of(given).subList(1, given.length));
    asked.add("--help");
    return asked.toArray(String[]::new);
  }

  // An empty one would be the current folder, which nobody means who writes "$UNSET".
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("the path is empty: give the name of a file or folder");
    }
    return Path.of(text);
  }

  private static int usage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + problem(e));
    command.getErr().println("Try '" + name + " --help'.");
    return USAGE;
  }

  private static String problem(ParameterException e) {
    CommandLine command = e.getCommandLine();
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String written = unmatched.getUnmatched().getFirst();
      if (unmatched.isUnknownOption()) {
        return e.getMessage()
            + Suggestions.shortText(
                written.replaceFirst("=.*", ""), command.getCommandSpec().optionsMap().keySet());
      } else if (command.getParent() == null) {
        return "there is no command "
            + written
            + Suggestions.text(written, List.copyOf(COMMANDS.keySet()));
      }
      return tooMany(unmatched.getUnmatched(), command.getCommandSpec());
    }
    if (e instanceof CommandLine.MissingParameterException missing
        && missing.getMissing().getFirst() instanceof PositionalParamSpec argument) {
      return "there is one argument too few; give " + argument.paramLabel();
    }
    return String.valueOf(e.getMessage());
  }

  private static String tooMany(List<String> unmatched, CommandSpec command) {
    // In quotes, because an empty one, as of "$UNSET", would not be seen.
    String found = "'" + String.join("', '", unmatched) + "'";
    List<String> taken =
        Stream.concat(
                command.positionalParameters().stream().map(PositionalParamSpec::paramLabel),
                Stream.of("options"))
            .toList();
    boolean isOne = unmatched.size() == 1;
    return (isOne ? "there is one argument" : "there are " + unmatched.size() + " arguments")
        + " too many: "
        + found
        + (isOne ? "; leave it out: " : "; leave them out: ")
        + command.qualifiedName()
        + " takes only "
        + String.join(" and ", taken);
  }

  private int failure(Exception e, CommandLine command) {
    if (debug) {
      e.printStackTrace(command.getErr());
    }
    String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message);
    return e instanceof UsageException ? USAGE : FAILED;
  }

  /** The version that the build wrote into a resource. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      try (InputStream in = Objects.requireNonNull(Main.class.getResourceAsStream("version.txt"))) {
        return new String[] {new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()};
      }
    }
  }
}
