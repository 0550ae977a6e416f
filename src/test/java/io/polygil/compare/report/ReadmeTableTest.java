package io.polygil.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.compare.ComparisonResult;
import io.polygil.compare.ExperimentResult;
import io.polygil.compare.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTableTest {
  private static final String BEGIN = "<!-- results: written by polygil compare --readme -->";
  private static final String END = "<!-- end of results -->";
  private static final String BEFORE = "# Name\n\n" + BEGIN + "\n";
  private static final String AFTER = END + "\n\nMore.\n";

  @Test
  void onlyThePartBetweenTheCommentsChanges() {
    String once = ReadmeTable.into(BEFORE + "outdated\n" + AFTER, SampleResults.complete());
    assertThat(once).startsWith(BEFORE).endsWith(AFTER).doesNotContain("outdated");
    assertThat(ReadmeTable.into(once, SampleResults.complete())).isEqualTo(once);
    assertThat(ReadmeTable.into(BEFORE + AFTER, SampleResults.complete())).isEqualTo(once);
  }

  @Test
  void theTableHasAColumnForEachContender() {
    String text = ReadmeTable.into(BEFORE + AFTER, SampleResults.complete());
    assertThat(text)
        .contains("measured on 2026-02-03 (full effort) on cpu, 2 cores, Linux 6; Temurin 25; ")
        .contains("| experiment | row | document | Polygil | CPython 3.14.0 | NumPy 2 | ")
        .contains("| `000-first` | fast | 8.25 ms | 102 ns ± 11 % | 1.02 us | absent | ")
        .contains("|  | slow | 8.25 ms | 5.00 ms |  |  | ")
        .contains("- `000-first`: It was\n");
  }

  @Test
  void theConclusionStandsBeforeTheFigures() {
    ComparisonResult sample = SampleResults.complete();
    String text = ReadmeTable.into(BEFORE + AFTER, sample);
    assertThat(text)
        .startsWith(BEFORE + "Of 2 claims 1 hold here; not to be told here: `003-")
        .containsSubsequence("hold here", "- `000-first`: It was", "| experiment");

    List<ExperimentResult> experiments =
        List.of(
            sample.experiments().getFirst(),
            new ExperimentResult("000-2", "000", "", new Verdict(false, "It was not"), List.of()),
            new ExperimentResult("000-3", "000", "", new Verdict(false, "Nor this"), List.of()));
    assertThat(
            ReadmeTable.into(
                BEFORE + AFTER, SampleResults.result(experiments.toArray(ExperimentResult[]::new))))
        .startsWith(BEFORE + "Of 3 claims 1 hold here; not `000-2`, `000-3`:\n");

    ComparisonResult single = SampleResults.result(sample.experiments().getFirst());
    assertThat(ReadmeTable.into(BEFORE + AFTER, single))
        .startsWith(BEFORE + "- `000-first`: It was\n");
  }

  @Test
  void aNameEndsNoCellAndNoComment() {
    String text = ReadmeTable.into(BEFORE + AFTER, SampleResults.complete());
    String cells =
        text.lines().filter(line -> line.contains("measured |")).findFirst().orElseThrow();
    long titles =
        count(
            text.lines().filter(line -> line.startsWith("| experiment")).findFirst().orElseThrow());
    assertThat(count(cells)).isEqualTo(titles);
    assertThat(text).doesNotContainPattern("(?<!\\\\)<img").contains("\\<img");
  }

  private static long count(String line) {
    return line.replace("\\\\", "").replace("\\|", "").chars().filter(c -> c == '|').count();
  }

  @Test
  void theCommentsMustBeThereOnceInOrder() {
    for (String text :
        new String[] {"", BEGIN, END, END + BEGIN, BEGIN + BEGIN + END, BEGIN + END + END}) {
      assertThatThrownBy(() -> ReadmeTable.into(text, SampleResults.complete()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(BEGIN, END);
    }
  }

  @Test
  void thisProjectsReadmeHasThem() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(ReadmeTable.into(readme, SampleResults.complete())).contains("| `000-first` |");
  }
}
