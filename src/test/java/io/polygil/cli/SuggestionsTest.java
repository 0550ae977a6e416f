package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static final List<String> NAMES = List.of("compare", "run", "map");

  @Test
  void neighboursThatAreSwappedAreOneMistake() {
    assertThat(Suggestions.shortText("rnu", NAMES)).isEqualTo("; did you mean run?");
    assertThat(Suggestions.shortText("mpa", NAMES)).isEqualTo("; did you mean map?");
    assertThat(Suggestions.shortText("ocmapre", NAMES)).isEqualTo("; did you mean compare?");
  }

  @Test
  void aLetterTooManyTooFewOrWrongIsOneToo() {
    assertThat(Suggestions.shortText("runn", NAMES)).isEqualTo("; did you mean run?");
    assertThat(Suggestions.shortText("un", NAMES)).isEqualTo("; did you mean run?");
    assertThat(Suggestions.shortText("MUP", NAMES)).isEqualTo("; did you mean map?");
  }

  @Test
  void whatIsLikeNoneHasNoSuggestion() {
    assertThat(Suggestions.shortText("nur", NAMES)).isEmpty();
    assertThat(Suggestions.shortText("", NAMES)).isEmpty();
    assertThat(Suggestions.text("nur", NAMES)).isEqualTo("; there are compare, run, map");
  }
}
