package io.polygil.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Says what Polygil finds on this machine. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Says what Polygil needs and what it can use, what of it is there, and what to do about the"
            + " rest. Exits with 1 if something that it needs is wrong.",
    footer = {"", "Examples:", "  polygil doctor", "  polygil doctor --json report.json"})
final class DoctorCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @ParentCommand
  private Main main;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = STANDARD_OUTPUT,
      description = "Write it as JSON to FILE, or to standard output without FILE or for -.")
  private @Nullable String json;

  @Override
  public Integer call() throws IOException {
    String file = json;
    if (file != null && !file.equals(STANDARD_OUTPUT)) {
      ResultFiles.requireWritable("--json", Path.of(file));
    }
    List<Check> checks = new Checks(Path.of(System.getProperty("polygil.home", ""))).all();
    PrintStream out = new PrintStream(main.out(), false, StandardCharsets.UTF_8);
    if (file == null) {
      print(checks, out);
    } else if (file.equals(STANDARD_OUTPUT)) {
      out.println(json(checks));
    } else {
      Files.writeString(Path.of(file), json(checks) + "\n");
    }
    if (out.checkError()) {
      throw new IOException(Main.CUT_SHORT);
    }
    return checks.stream().anyMatch(check -> check.state() == Check.State.WRONG) ? Main.FAILED : 0;
  }

  private static void print(List<Check> checks, PrintStream out) {
    Ansi colours = Terminal.OUT.showsColours() ? Ansi.ON : Ansi.OFF;
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      String word =
          switch (check.state()) {
            case GOOD -> "@|green " + pad(check) + "|@";
            case ABSENT -> "@|faint " + pad(check) + "|@";
            case WORSE -> "@|yellow " + pad(check) + "|@";
            case WRONG -> "@|bold,red " + pad(check) + "|@";
          };
      out.println(colours.string(word) + "  " + check.name() + ": " + check.found());
      // Several may share one, which is told after the last of them.
      String advice = check.advice();
      boolean isLast =
          checks.stream().skip(i + 1L).noneMatch(later -> later.advice().equals(advice));
      if (!advice.isEmpty() && isLast) {
        out.println("        " + advice);
      }
    }
  }

  private static String pad(Check check) {
    return (check.state().word() + "      ").substring(0, 6);
  }

  private static String json(List<Check> checks) {
    List<Map<String, String>> rows =
        checks.stream()
            .map(check -> {
              Map<String, String> row = new LinkedHashMap<>();
              row.put("name", check.name());
              row.put("state", check.state().word());
              row.put("found", check.found());
              row.put("advice", check.advice());
              return row;
            })
            .toList();
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(Map.of("checks", rows));
  }
}
