package io.polygil.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TextsTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}|`[^`]*`");
  private static final Pattern KEY =
      Pattern.compile("\\btext\\(\\s*\"([\\w.]+)\"|\"(status\\.\\w+)\"");
  private static final Pattern MARKUP_KEY = Pattern.compile("data-text=\"([\\w.]+)\"");

  private final Assets assets = new Assets();
  private final JsonNode english = texts("en.json");
  private final JsonNode chinese = texts("zh.json");

  private String file(String name) {
    return assets.find(name).orElseThrow().text();
  }

  private JsonNode texts(String name) {
    return JsonMapper.builder().build().readTree(file(name));
  }

  private static Set<String> keys(JsonNode texts) {
    return new TreeSet<>(texts.propertyNames());
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    Matcher matcher = PLACE.matcher(text);
    while (matcher.find()) {
      places.add(matcher.group());
    }
    return places;
  }

  @Test
  void bothLanguagesHaveTheSameTexts() {
    assertThat(keys(chinese)).isEqualTo(keys(english));
    for (String key : keys(english)) {
      String there = chinese.get(key).asString();
      assertThat(there).as(key).isNotBlank();
      assertThat(places(there)).as(key).isEqualTo(places(english.get(key).asString()));
    }
  }

  @Test
  void everyLessonAndRowHasItsTexts() {
    for (Lesson lesson : Lessons.all()) {
      String prefix = "lesson." + lesson.number();
      assertThat(keys(english))
          .contains(
              prefix + ".title",
              prefix + ".text",
              prefix + ".finding",
              "document." + lesson.document());
      lesson.rows().forEach(row -> assertThat(keys(english)).contains("row." + row.id()));
      // A sentence shows a figure of each claim that decides.
      for (int i = 0; i < lesson.claims().size(); i++) {
        assertThat(english.get(prefix + ".finding").asString()).contains("{" + i + "}");
      }
    }
  }

  @Test
  void whatThePageAsksForIsThere() {
    Set<String> asked = new TreeSet<>();
    for (String script : new String[] {"lab.js", "lanes.js", "charts.js", "results.js"}) {
      KEY.matcher(file(script))
          .results()
          .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
          .forEach(asked::add);
    }
    MARKUP_KEY
        .matcher(file("index.html"))
        .results()
        .map((MatchResult match) -> match.group(1))
        .forEach(asked::add);
    assertThat(asked).hasSizeGreaterThan(40);
    assertThat(keys(english)).containsAll(asked);
  }
}
