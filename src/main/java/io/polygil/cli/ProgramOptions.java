package io.polygil.cli;

import io.polygil.CodeSharing;
import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.PythonPoolBuilder;
import io.polygil.context.InterruptibleInput;
import io.polygil.context.PythonProgram;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which program a command is to run, given as the python command takes it, and where. */
final class ProgramOptions {
  private static final String GIVE =
      "give the path of a Python program, -c CODE, -m MODULE, or - for standard input";

  /** What is said where there is no program. */
  static final String NOTHING = "nothing to run: " + GIVE;

  /**
   * A context for the program and as many workers as a ContextPoolExecutor may want: one is only
   * made when it is used.
   */
  private static final int CONTEXTS = 1 + Math.max(64, Runtime.getRuntime().availableProcessors());

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @Mixin
  private PoolOptions options;

  @Option(
      names = "-c",
      paramLabel = "CODE",
      preprocessor = LastOption.class,
      description = "Run these statements; what follows are their arguments.")
  private @Nullable String code;

  @Option(
      names = "-m",
      paramLabel = "MODULE",
      preprocessor = LastOption.class,
      description = "Run a module that can be imported; what follows are its arguments.")
  private @Nullable String module;

  @Parameters(
      paramLabel = "FILE",
      description =
          "The program: a file, a folder or zip file with a __main__.py, or - for standard input;"
              + " then sys.argv[1:].")
  private List<String> words = List.of();

  boolean isEmpty() {
    return code == null && module == null && words.isEmpty();
  }

  /**
   * A pool for the program, as the options say.
   *
   * @param end ends the process with the exit code of {@code os._exit}
   * @throws UsageException if a folder or a kernel class is not there
   */
  PythonPoolBuilder pool(String name, Main main, IntConsumer end) {
    PythonPoolBuilder pool =
        options
            .pool(name)
            .maximumSize(CONTEXTS)
            .codeSharing(CodeSharing.ALL_BUT_FIRST)
            .standardStreams(new InterruptibleInput(System.in), main.out(), main.err());
    return PythonCommand.in(pool, end);
  }

  /** Leases a context made on this thread, which becomes Python's main one: it gets the signals. */
  static PythonLease lease(PythonPool pool) {
    pool.makeContextHere();
    PythonLease lease = pool.acquire();
    PythonCommand.takesTheProcess(lease);
    return lease;
  }

  /**
   * The program.
   *
   * @throws UsageException if none or two are given, or a file cannot be read
   */
  PythonProgram program() {
    PythonProgram program = given();
    // A sandbox has no signals: Ctrl-C ends the whole process.
    return options.isSandbox() ? program : program.interruptible();
  }

  private PythonProgram given() {
    if (code != null && module != null) {
      throw new UsageException("-c and -m exclude each other");
    }
    if (code != null) {
      return PythonProgram.code(code, words);
    }
    if (module != null) {
      return PythonProgram.module(module, words);
    }
    if (words.isEmpty()) {
      throw new UsageException(NOTHING);
    }
    String file = words.getFirst();
    if (file.isEmpty()) {
      throw new UsageException("the program's path is empty: " + GIVE);
    }
    List<String> arguments = words.subList(1, words.size());
    if (file.equals("-")) {
      return PythonProgram.standardInput(standardInput(), arguments);
    }
    if (Files.isDirectory(Path.of(file))) {
      return PythonProgram.folder(file, arguments);
    }
    byte[] source = read(file);
    return isZip(source)
        ? PythonProgram.folder(file, arguments)
        : PythonProgram.file(file, source, arguments);
  }

  private static byte[] standardInput() {
    try {
      return System.in.readAllBytes();
    } catch (IOException e) {
      throw new UsageException("cannot read standard input: " + e.getMessage());
    }
  }

  private static boolean isZip(byte[] content) {
    return content.length > 3
        && content[0] == 'P'
        && content[1] == 'K'
        && content[2] == 3
        && content[3] == 4;
  }

  private static byte[] read(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + file + ": give the path of a Python program");
    } catch (AccessDeniedException e) {
      throw new UsageException("may not read " + file);
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    }
  }

  /** Makes all that follows an option's value the program's own, as python does for -c and -m. */
  static final class LastOption implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if (!arguments.isEmpty()) {
        String value = arguments.pop();
        arguments.push("--");
        arguments.push(value);
      }
      return false;
    }
  }
}
