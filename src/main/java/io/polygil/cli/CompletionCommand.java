package io.polygil.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes a script by which a shell completes commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Writes a script by which a shell completes commands and options.",
    footer = {
      "",
      "Examples:",
      "  source <(polygil completion bash)      # in ~/.bashrc or ~/.zshrc, then with zsh",
      "  polygil completion fish > ~/.config/fish/completions/polygil.fish"
    })
final class CompletionCommand implements Callable<Integer> {
  enum Shell {
    BASH,
    ZSH,
    FISH;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads one. */
  static final class ShellChoice extends Choice<Shell> {
    ShellChoice() {
      super(Shell.class);
    }
  }

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @ParentCommand
  private Main main;

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SHELL",
      converter = ShellChoice.class,
      description = "bash, zsh or fish.")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    CommandLine root = Objects.requireNonNull(spec.root().commandLine());
    PrintStream out = new PrintStream(main.out(), false, StandardCharsets.UTF_8);
    // picocli's script serves bash, and zsh by its bashcompinit.
    out.print(
        shell == Shell.FISH ? FishCompletion.script(root) : AutoComplete.bash("polygil", root));
    out.flush();
    return 0;
  }
}
