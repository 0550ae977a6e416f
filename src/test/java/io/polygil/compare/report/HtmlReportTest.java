package io.polygil.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.compare.CaseResult;
import io.polygil.compare.ComparisonResult;
import io.polygil.compare.ContenderKind;
import io.polygil.compare.ExperimentResult;
import io.polygil.page.Html;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script[^>]*>.*?</script>");
  private static final Pattern STYLE = Pattern.compile("(?s)<style>.*?</style>");

  private final ComparisonResult result = SampleResults.complete();
  private final String page = HtmlReport.of(result);
  private final String markup =
      SCRIPT.matcher(STYLE.matcher(page).replaceAll("")).replaceAll("").replace("<wbr>", "");

  @Test
  void everyRowAndContenderIsInATable() {
    for (ExperimentResult experiment : result.experiments()) {
      assertThat(markup).contains(Html.escaped(experiment.claim()));
      assertThat(markup).contains(Html.escaped(experiment.verdict().sentence()));
      for (CaseResult row : experiment.cases()) {
        assertThat(markup).contains(">" + Html.escaped(row.name()) + "</th>");
        assertThat(markup)
            .contains("<td class=\"name\">" + Html.escaped(row.contender()) + "</td>");
      }
    }
    assertThat(markup)
        .contains(
            "<td class=\"figure\" rowspan=\"3\">8.25 ms</td><td class=\"name\">Polygil</td>"
                + "<td class=\"figure\"><b>102&nbsp;ns</b></td>")
        .contains("750&nbsp;ms")
        .contains("300&nbsp;MB")
        .contains("<span class=\"unstable\">unstable</span>")
        .contains("absent: not installed")
        .contains("its process ended by SIGABRT")
        .contains("search_py ends there: 100 KB would take about 2.00 s.")
        .contains("<dd>NumPy: not installed</dd>")
        .contains("<time datetime=\"2026-02-03T10:11:12Z\">3 February 2026, 10:11 UTC</time>");
  }

  @Test
  void nothingHostileBecomesMarkup() {
    assertThat(markup).doesNotContain("<img", "onerror=\"", "<!--");
    assertThat(SCRIPT.matcher(page).results()).hasSize(3);
    // What is left beside the three scripts closes none.
    assertThat(markup).doesNotContain("</script", "<script");
  }

  @Test
  void theDataIsTheJsonOfTheResults() {
    String start = "<script type=\"application/json\" id=\"data\">";
    int from = page.indexOf(start) + start.length();
    JsonMapper mapper = JsonMapper.builder().build();
    JsonNode data = mapper.readTree(page.substring(from, page.indexOf("</script>", from)));
    assertThat(data).isEqualTo(mapper.readTree(JsonReport.of(result)));
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    assertThat(
            Pattern.compile("(?i)\\b(src|href|action|data|poster|srcset)\\s*=\\s*\"([^\"]*)\"")
                .matcher(markup)
                .results()
                .map(MatchResult::group))
        .isNotEmpty()
        .allMatch(attribute -> attribute.startsWith("href=\"#"));
    List<String> styles = STYLE.matcher(page).results().map(MatchResult::group).toList();
    assertThat(styles).hasSize(1);
    assertThat(styles.getFirst()).doesNotContain("url(", "@import", "http");
    assertThat(markup).doesNotContain("<link", "<iframe", "<object", "<embed", "<base");
    assertThat(page)
        .contains("default-src 'none'")
        .containsPattern("script-src 'sha256-[^']{44}' 'sha256-[^']{44}'\">");
  }

  @Test
  void aChartHasATextAndIsOnlyThereWithFigures() {
    Pattern chart = Pattern.compile("<div class=\"chart\" role=\"img\"[^>]*aria-label=\"[^\"]+\">");
    // Bars for both experiments, warm-ups of three contenders, one sweep.
    assertThat(chart.matcher(markup).results()).hasSize(6);
    String bare =
        HtmlReport.of(
            SampleResults.result(
                SampleResults.experiment(
                    "000-x",
                    SampleResults.without(
                        "a", ContenderKind.PYO3, "PyO3", CaseResult.Outcome.ABSENT, "none"))));
    assertThat(SCRIPT.matcher(bare).replaceAll("")).doesNotContain("data-chart=");
  }

  @Test
  void aWrongAnswerHidesTheTimes() {
    String wrong =
        SCRIPT
            .matcher(
                HtmlReport.of(
                    SampleResults.result(
                        SampleResults.experiment(
                            "000-x",
                            SampleResults.row("a", ContenderKind.POLYGIL, "Polygil", 100, 101),
                            SampleResults.without(
                                "a",
                                ContenderKind.PYO3,
                                "PyO3",
                                CaseResult.Outcome.ERROR,
                                "expected 4, found 5")))))
            .replaceAll("");
    assertThat(wrong)
        .contains("error: expected 4, found 5", "right answer")
        .doesNotContain("data-chart=", "<b>");
  }
}
