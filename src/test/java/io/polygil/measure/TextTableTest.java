package io.polygil.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.measure.TextTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    TextTable table =
        new TextTable(
            List.of(Column.left("Name"), Column.right("Wall"), Column.left("Note")),
            List.of(List.of("threads", "3.21 ms", ""), List.of("gil", "812 us", "slow")));

    assertThat(table.render())
        .isEqualTo(
            """
            Name        Wall  Note
            ----------------------
            threads  3.21 ms
            gil       812 us  slow
            """);
  }

  @Test
  void wideCharactersTakeTwoColumnsAndMarksNone() {
    TextTable table =
        new TextTable(
            List.of(Column.left("Name"), Column.right("N")),
            List.of(List.of("測試", "1"), List.of("cafe\u0301", "2"), List.of("ｆ한", "3")));

    assertThat(table.render())
        .isEqualTo(
            """
            Name  N
            -------
            測試  1
            cafe\u0301  2
            ｆ한  3
            """);
  }

  @Test
  void refusesRowsThatDoNotFitTheColumns() {
    List<Column> columns = List.of(Column.left("Name"), Column.right("N"));

    assertThatThrownBy(() -> new TextTable(columns, List.of(List.of("one"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells for 2 columns: [one]");
  }
}
