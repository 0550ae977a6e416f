package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
  private static final String RESULTS =
      """
      {"taken": "2026-02-03T10:11:12Z", "effort": "quick",
       "environment": {"cpu": "cpu", "cores": 2, "os": "os", "jdk": "jdk", "graalpy": "25",
         "python": "3.12", "execution": "jit", "first_context_ns": 1, "affinity": "",
         "frequency": "", "heap_per_context": 1, "peers": [], "absent": []},
       "experiments": [{"id": "000-x", "document": "000", "claim": "it is fast", "holds": true,
         "verdict": "It was.", "cases": [{"name": "row", "kind": "polygil",
         "contender": "Polygil", "documented": "", "outcome": "ok", "error": null, "answer": "4",
         "verified": true, "steady": true, "first_run_ns": 9, "iterations": 1, "cpu_ns": null,
         "user_ns": null, "raw_ns": [%s], "warm_up_ns": [8], "threads_ns": []}]}],
       "sweep": []}
      """;

  @TempDir Path folder;
  @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

  private String results(String name, String rounds) throws Exception {
    return Files.writeString(folder.resolve(name), RESULTS.formatted(rounds)).toString();
  }

  private static int compare(String line) {
    return Main.execute(("compare " + line).strip().split(" "));
  }

  @Test
  void earlierResultsAreComparedPrintedAndDrawnWithoutARun() throws Exception {
    String old = results("old.json", "10, 11, 12, 13, 14");
    String now = results("new.json", "20, 21, 22, 23, 24");
    Path page = folder.resolve("deep/report");
    Path csv = folder.resolve("rows.csv");
    Path readme =
        Files.writeString(
            folder.resolve("README.md"),
            "<!-- results: written by polygil compare --readme -->\n<!-- end of results -->\n");
    String line =
        "--against %s --from %s --report %s --csv %s --readme %s"
            .formatted(old, now, page, csv, readme);
    assertThat(compare(line)).isZero();
    assertThat(streams.err()).isEmpty();
    assertThat(streams.out()).contains("12.0 ns  22.0 ns     1.83  0.008  1.83 times as slow");
    assertThat(page.resolve("index.html")).content().contains("000-x", "It was.");
    assertThat(csv).content().contains("000-x,000,true,row,polygil,Polygil,");
    assertThat(readme).content().contains("| `000-x` | row |  | 22.0 ns ± 11 % |");
    String first = Files.readString(readme);
    assertThat(compare("--from " + now + " --readme " + readme)).isZero();
    assertThat(readme).content().isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--from OLD; --from: say what to make of it",
        "--from OLD --against OLD --quick; leave out --quick",
        "--from OLD --against OLD --only 000; leave out --only",
        "--from OLD --against OLD --peers; leave out --peers",
        "--sweep --peers; --sweep is of Polygil alone: leave out --peers",
        "--from OLD --report DIR/r --sweep; leave out --sweep",
        "--from OLD --against OLD --json DIR/x.json; leave out --json",
        "--readme DIR/README.md; name it with --from",
        "--sweep --against OLD; --against compares experiments: leave out --sweep",
        "--sweep --csv DIR/x.csv; --csv has the rows of experiments: leave out --sweep",
        "--sweep --only 000-word-count; there is no sweep \"000-word-count\"; there are threads",
        "--json DIR/x --csv DIR/x; --json and --csv cannot both write",
        "--json DIR/index.html --report DIR; --json and --report cannot both write",
        "--csv DIR/no/x.csv; --csv: cannot write",
        "--csv DIR; --csv: cannot write",
        "--report OLD; it is a file",
        "--report OLD/below; --report: cannot make the folder",
        "--against DIR/none.json; --against: there is no file",
        "--against DIR; it is a folder",
        "--against FOREIGN; has no results of polygil compare --json: environment is no JSON object",
        "--from FOREIGN --report DIR/r; --from: ",
        "--from OLD --readme DIR/none.md; --readme: there is no file",
        "--from OLD --readme FOREIGN; it must have the lines <!-- results:",
      })
  void whatCannotBeDoneIsSaidAtOnce(String line, String message) throws Exception {
    String old = results("old.json", "10, 11");
    Path foreign = Files.writeString(folder.resolve("foreign.json"), "{\"benchmarks\": []}");
    String arguments =
        line.replace("OLD", old)
            .replace("DIR", folder.toString())
            .replace("FOREIGN", foreign.toString());
    assertThat(compare(arguments)).isEqualTo(2);
    assertThat(streams.err()).contains(message).doesNotContain("\tat ");
    assertThat(streams.err().lines()).hasSize(1);
    assertThat(streams.out()).isEmpty();
    assertThat(folder.resolve("x.csv")).doesNotExist();
  }

  @Test
  void helpShowsEachOptionAndExamples() {
    assertThat(compare("--help")).isZero();
    assertThat(streams.out())
        .contains("--quick", "--only", "--sweep", "--json", "--csv", "--report", "--against")
        .contains("--from", "--readme", "polygil compare --against old.json --from new.json");
  }
}
