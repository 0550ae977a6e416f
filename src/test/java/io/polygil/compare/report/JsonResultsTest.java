package io.polygil.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.compare.CaseResult;
import io.polygil.compare.ComparisonResult;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonResultsTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    ComparisonResult result = SampleResults.complete();
    String text = JsonReport.of(result);
    ComparisonResult again = JsonResults.of(text);
    assertThat(JsonReport.of(again)).isEqualTo(text);
    assertThat(again.taken()).isEqualTo(result.taken());
    assertThat(again.environment()).isEqualTo(result.environment());
    assertThat(again.sweeps()).isEqualTo(result.sweeps());
    CaseResult row = again.experiments().getFirst().cases().getFirst();
    assertThat(row.statistics())
        .isEqualTo(result.experiments().getFirst().cases().getFirst().statistics());
    assertThat(row.cpuNanos()).isEqualTo(90);
    assertThat(row.figures().warmUp().nanos()).containsExactly(70_000_000L, 300L);
    assertThat(row.figures().warmUp().steady()).isTrue();
    assertThat(row.threadNanos().get(1)).containsExactly(95, 97);
    assertThat(again.experiments().get(1).cases().get(2).outcome())
        .isEqualTo(CaseResult.Outcome.CRASHED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "nothing",
        "[]",
        "{}",
        "{\"benchmarks\": [], \"machine_info\": {}}",
        "{\"environment\": 3}",
        "\u0000\u0001"
      })
  void aForeignFileIsRefusedInOneLine(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("foreign.json"), text);
    assertThatThrownBy(() -> JsonResults.read(file))
        .isInstanceOf(UnreadableResultsException.class)
        .hasMessageStartingWith(file + " has no results of polygil compare --json: ")
        .hasMessageNotContainingAny("\n", "Exception");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    Path file = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> JsonResults.read(file))
        .isInstanceOf(UnreadableResultsException.class)
        .hasMessage("cannot read " + file + ": it is no UTF-8 text");
    assertThatThrownBy(() -> JsonResults.read(folder))
        .isInstanceOf(UnreadableResultsException.class)
        .hasMessage("cannot read " + folder + ": it is a folder");
    assertThatThrownBy(() -> JsonResults.read(folder.resolve("none")))
        .isInstanceOf(UnreadableResultsException.class)
        .hasMessage("there is no file " + folder.resolve("none"));
  }

  @Test
  void aWrongFieldIsNamedByItsPath() {
    String good = JsonReport.of(SampleResults.complete());
    assertWrong(
        good.replace("\"iterations\" : 2", "\"iterations\" : \"two\""),
        "experiments[0].cases[0].iterations is not a whole number");
    assertWrong(
        good.replace("\"iterations\" : 2", "\"iterations\" : 0"),
        "experiments[0].cases[0].iterations is not of at least one");
    assertWrong(
        good.replaceFirst("\"raw_ns\" : \\[[^]]*]", "\"raw_ns\" : []"),
        "experiments[0].cases[0].raw_ns is not of at least one");
    assertWrong(
        good.replaceFirst("\"raw_ns\" : \\[", "\"raw_ns\" : [-1, "),
        "experiments[0].cases[0].raw_ns is not made of numbers that are finite and not negative");
    assertWrong(
        good.replaceFirst("\"kind\" : \"polygil\"", "\"kind\" : \"cobol\""),
        "experiments[0].cases[0].kind is not one of the words known here");
    assertWrong(good.replaceFirst("\"cores\" : 2,", ""), "environment.cores is missing");
    assertWrong(
        good.replaceFirst("\"taken\" : \"[^\"]*\"", "\"taken\" : \"yesterday\""),
        "taken is not a time such as 2026-01-31T12:00:00Z");
    assertWrong(
        good.replaceFirst("\"axis\" : \"bytes\"", "\"axis\" : null"),
        "sweep[0].axis is not a text");
  }

  private static void assertWrong(String text, String message) {
    assertThatThrownBy(() -> JsonResults.of(text))
        .isInstanceOf(UnreadableResultsException.class)
        .hasMessage(message);
  }
}
