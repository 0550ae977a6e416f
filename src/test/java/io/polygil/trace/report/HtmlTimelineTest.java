package io.polygil.trace.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.page.Html;
import io.polygil.trace.GilDoctor;
import io.polygil.trace.GilState;
import io.polygil.trace.GilTimeline;
import io.polygil.trace.TimelineLane;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlTimelineTest {
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script([^>]*)>(.*?)</script>");
  private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");
  private static final Pattern ROW = Pattern.compile("(?s)<tr><th scope=\"row\">.*?</tr>");
  private static final Pattern VALUE = Pattern.compile("<data value=\"(\\d+)\">");

  @Test
  void theVerdictComesFirst() {
    GilTimeline timeline = SampleTimelines.ordinary();
    String markup = markup(HtmlTimeline.of(timeline));
    String sentence = Html.escaped(GilDoctor.examine(timeline).getFirst());
    assertThat(sentence).contains("declare it Gil.RELEASE");
    assertThat(markup)
        .contains("<h1>app.py</h1>", "/srv/app.py", "3 February 2026, 10:11 UTC", "100&nbsp;ms")
        .contains("<section class=\"verdict\"", "<li>" + sentence + "</li>")
        .contains("2 threads in 2 contexts");
    assertThat(markup.indexOf(sentence)).isLessThan(markup.indexOf("id=\"timeline\""));
  }

  @Test
  void whereNothingIsToBeDoneTheVerdictIsCalm() {
    assertThat(markup(HtmlTimeline.of(SampleTimelines.instant())))
        .contains("<section class=\"verdict calm\"", "Nobody waited for the GIL");
  }

  @Test
  void theTablesAreThereWithoutTheScript() {
    String markup = markup(HtmlTimeline.of(SampleTimelines.ordinary()));
    assertThat(markup)
        .contains("Context 1: its GIL was taken 100&nbsp;% of the time", ">holder<", ">waiter<")
        .contains(
            "<span data-wait=\"0\">55&nbsp;ms</span>",
            "<td class=\"line\" title=\"app.py:9\">app.py:9</td>")
        .contains(
            "<td class=\"name\">words.count_gil</td>", "title=\"/srv/app.py:4\">app.py:4</td>")
        .contains(
            "<span data-kernel=\"words.count\">words.count</span>", "<td class=\"\">held</td>")
        .contains("<noscript>");
  }

  @ParameterizedTest
  @MethodSource("io.polygil.trace.report.SampleTimelines#all")
  void theTimesOfAThreadAddUpToTheLength(GilTimeline timeline) {
    String markup = markup(HtmlTimeline.of(timeline));
    List<String> rows =
        ROW.matcher(markup)
            .results()
            .map(MatchResult::group)
            .filter(row -> row.contains("data-lane"))
            .toList();
    assertThat(rows).hasSameSizeAs(timeline.lanes());
    for (String row : rows) {
      List<Long> values =
          VALUE.matcher(row).results().map(match -> Long.valueOf(match.group(1))).toList();
      assertThat(values).hasSize(7);
      assertThat(values.getLast()).isEqualTo(timeline.nanos());
      assertThat(values.subList(0, 6).stream().mapToLong(Long::longValue).sum())
          .isEqualTo(timeline.nanos());
    }
  }

  @ParameterizedTest
  @MethodSource("io.polygil.trace.report.SampleTimelines#all")
  void nothingHostileBecomesMarkup(GilTimeline timeline) {
    String page = HtmlTimeline.of(timeline);
    String markup = markup(page);
    assertThat(markup).doesNotContain("<img", "<!--", "</script", "<script");
    assertThat(markup.replaceAll("data-kernel=\"[^\"]*\"", "")).doesNotContain("=\"x onerror");
    assertThat(markup.codePoints())
        .allMatch(c -> c == '\n' || !Character.isISOControl(c))
        .doesNotContain(0x202E, 0xD800);
    assertThat(SCRIPT.matcher(page).results()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("io.polygil.trace.report.SampleTimelines#all")
  void theDataIsTheTimelineAsJson(GilTimeline timeline) {
    StringWriter json = new StringWriter();
    TimelineJson.write(timeline, GilDoctor.examine(timeline), json);
    String data = SCRIPT.matcher(HtmlTimeline.of(timeline)).results().findFirst().get().group(2);
    JsonMapper mapper = JsonMapper.builder().build();
    JsonNode read = mapper.readTree(data);
    assertThat(read).isEqualTo(mapper.readTree(json.toString()));
    assertThat(read.get("lanes").values().stream().map(lane -> lane.get("name").asString()))
        .containsExactlyElementsOf(timeline.lanes().stream().map(TimelineLane::name).toList());
  }

  @Test
  void nothingIsLoadedFromElsewhereAndNoOtherScriptRuns() {
    String page = HtmlTimeline.of(SampleTimelines.ordinary());
    assertThat(
            Pattern.compile("(?i)\\b(src|href|action|data|poster|srcset)\\s*=\\s*\"([^\"]*)\"")
                .matcher(markup(page))
                .results()
                .map(MatchResult::group))
        .allMatch(attribute -> attribute.startsWith("href=\"#"));
    assertThat(page)
        .doesNotContain("http:", "https:", "//cdn", "url(", "@import", "<link", "<iframe")
        .doesNotContain(" style=\"", " onclick=", "eval(", "innerHTML");
    String script = SCRIPT.matcher(page).results().toList().get(1).group(2);
    String style = STYLE.matcher(page).results().findFirst().get().group(1);
    assertThat(page)
        .contains(
            "default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
                .formatted(Html.hash(style), Html.hash(script)));
  }

  @Test
  void everyElementThatTheScriptNamesIsInThePage() {
    String page = HtmlTimeline.of(SampleTimelines.ordinary());
    List<String> names =
        Pattern.compile("byId\\(\"([a-z]+)\"\\)")
            .matcher(PageText.script())
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(names).isNotEmpty().allMatch(name -> page.contains("id=\"" + name + "\""));
  }

  @Test
  void theScriptKnowsTheStatesByTheirNames() {
    for (GilState state : GilState.values()) {
      if (state != GilState.IDLE) {
        assertThat(PageText.script()).contains("\"" + Names.of(state) + "\"");
        assertThat(PageText.markup()).contains("</span>" + Names.of(state) + "</li>");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.polygil.trace.report.SampleTimelines#all")
  void isWrittenWhateverTheNamesAre(GilTimeline timeline, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("timeline.html");
    HtmlTimeline.write(timeline, file);
    assertThat(Files.readString(file)).startsWith("<!doctype html>").endsWith("</html>\n");
  }

  private static String markup(String page) {
    return SCRIPT.matcher(STYLE.matcher(page).replaceAll("")).replaceAll("");
  }
}
