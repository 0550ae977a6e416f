package io.polygil.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.measure.BenchmarkTable.Colour;
import io.polygil.measure.BenchmarkTable.Outcome;
import io.polygil.measure.BenchmarkTable.Row;
import io.polygil.measure.BenchmarkTable.Timed;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The whole tables compared here are what pytest-benchmark 5.3.1 printed of the same rounds, but
 * for the legend's wording and the line of the row without figures.
 */
class BenchmarkTableTest {

  private static final String LEGEND =
      """

      Legend:
        Outliers: rounds further than 1 standard deviation from the mean; rounds more than 1.5 IQR
                  (interquartile range) below the first or above the third quartile.
        OPS: Operations Per Second, computed as 1 / Mean
      """;

  @Test
  void oneRowHasNeitherRatiosNorColours() {
    String table =
        BenchmarkTable.render(
            "benchmark: 1 tests", List.of(timed("solo", 1, 1e6, 2e6, 3e6)), Colour.ON);

    assertThat(table)
        .isEqualTo(
            """
            -------------------------------------------- benchmark: 1 tests --------------------------------------------
            Name (time in ms)        Min     Max    Mean  StdDev  Median     IQR  Outliers       OPS  Rounds  Iterations
            ------------------------------------------------------------------------------------------------------------
            solo                  1.0000  3.0000  2.0000  1.0000  2.0000  1.5000       0;0  500.0000       3           1
            ------------------------------------------------------------------------------------------------------------
            """
                + LEGEND);
  }

  @Test
  void ratiosAreRelativeToTheBestOfEachColumn() {
    String table =
        BenchmarkTable.render(
            "benchmark: 3 tests",
            List.of(
                timed("threads", 10, 4.0e6, 5.0e6, 6.0e6),
                timed("gil", 1, 7_334.8e6, 7_400.0e6, 7_500.0e6),
                timed("subinterpreters", 1000, 1.0e6, 1.0e6, 1.0e6),
                new Outcome("native", "absent: no such extension")),
            Colour.OFF);

    assertThat(table)
        .isEqualTo(
            """
            ------------------------------------------------------------------------------------------ benchmark: 3 tests -----------------------------------------------------------------------------------------
            Name (time in ms)            Min                   Max                  Mean             StdDev                Median                 IQR            Outliers         OPS            Rounds  Iterations
            -------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------
            subinterpreters           1.0000 (1.0)          1.0000 (1.0)          1.0000 (1.0)       0.0000 (1.0)          1.0000 (1.0)        0.0000 (1.0)           0;0  1,000.0000 (1.0)           3        1000
            threads                   4.0000 (4.00)         6.0000 (6.00)         5.0000 (5.00)      1.0000 (inf)          5.0000 (5.00)       1.5000 (inf)           0;0    200.0000 (0.20)          3          10
            gil                   7,334.8000 (>1000.0)  7,500.0000 (>1000.0)  7,411.6000 (>1000.0)  83.2087 (inf)      7,400.0000 (>1000.0)  123.9000 (inf)           1;0      0.1349 (0.00)          3           1
            native              absent: no such extension
            -------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------
            """
                + LEGEND);
  }

  @Test
  void theUnitSuitsTheSmallestMinimum() {
    assertThat(plain(timed("a", 1, 999))).contains("Name (time in ns)").contains("OPS (Mops/s)");
    assertThat(plain(timed("a", 1, 1e3))).contains("Name (time in us)").contains("OPS (Kops/s)");
    assertThat(plain(timed("a", 1, 1e6))).contains("Name (time in ms)").contains(" OPS ");
    assertThat(plain(timed("a", 1, 1e9))).contains("Name (time in s)");
    assertThat(plain(timed("a", 1, 1e9), timed("b", 1, 5e3))).contains("Name (time in us)");
  }

  @Test
  void theBestIsGreenAndTheWorstRed() {
    String table =
        BenchmarkTable.render(
            "benchmark: 3 tests",
            List.of(timed("a", 1, 1e6), timed("b", 1, 2e6), timed("c", 1, 3e6)),
            Colour.ON);

    List<String> lines = table.lines().toList();
    assertThat(lines.get(3)).contains("\u001b[1;32m  1.0000 (1.0)    \u001b[0m");
    // The deviations of all three are 0 and so all of them the best.
    assertThat(lines.get(4)).startsWith("b                     2.0000 (2.00)");
    assertThat(lines.get(5)).contains("\u001b[1;31m  3.0000 (3.00)   \u001b[0m");
  }

  @Test
  void figuresAreTheSameInEveryLocale() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(plain(timed("a", 1, 1e6), timed("b", 1, 12345.6789e6)))
          .contains("12,345.6789 (>1000.0)");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void wideNamesKeepTheColumnsInLine() {
    List<String> lines = plain(timed("並列処理プログラム測定", 1, 1e6), timed("a", 1, 2e6)).lines().toList();

    assertThat(lines.get(3)).startsWith("並列処理プログラム測定     1.0000 (1.0)");
    assertThat(lines.get(4)).startsWith("a" + " ".repeat(26) + "2.0000 (2.00)");
  }

  @Test
  void withoutFiguresOnlyOutcomesAreShown() {
    assertThat(plain(new Outcome("native", "absent: no such extension")))
        .isEqualTo(
            """
            -------- benchmark: tests --------
            native   absent: no such extension
            ----------------------------------
            """);
  }

  private static String plain(Row... rows) {
    return BenchmarkTable.render("benchmark: tests", List.of(rows), Colour.OFF);
  }

  private static Timed timed(String name, int iterations, double... nanos) {
    return new Timed(name, Statistics.of(nanos), iterations);
  }
}
