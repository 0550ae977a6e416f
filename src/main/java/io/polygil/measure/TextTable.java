package io.polygil.measure;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A plain table: a line of titles, a line of dashes, and the rows, each column as wide as its
 * widest cell. Wide characters, as in Chinese or Japanese, count as two.
 *
 * @param columns the columns from left to right
 * @param rows the cells of each row, as many as there are columns
 */
public record TextTable(List<Column> columns, List<List<String>> rows) {

  private static final String GAP = "  ";

  /** On which side of its column a cell stands. */
  public enum Alignment {
    /** Cells begin at the same place, as names do. */
    LEFT,
    /** Cells end at the same place, as figures do. */
    RIGHT
  }

  /**
   * A column.
   *
   * @param title text of its first line
   * @param alignment where its cells, the title included, stand
   */
  public record Column(String title, Alignment alignment) {

    /** Returns a column with cells that begin at the same place. */
    public static Column left(String title) {
      return new Column(title, Alignment.LEFT);
    }

    /** Returns a column with cells that end at the same place. */
    public static Column right(String title) {
      return new Column(title, Alignment.RIGHT);
    }

    private String align(String cell, int width) {
      return alignment == Alignment.LEFT
          ? DisplayWidth.padRight(cell, width)
          : DisplayWidth.padLeft(cell, width);
    }
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a row has another number of cells than there are columns
   */
  public TextTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "%d cells for %d columns: %s".formatted(row.size(), columns.size(), row));
      }
    }
  }

  /** Returns the table as text. Every line ends with a newline and none with blanks. */
  public String render() {
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    List<String> titles = columns.stream().map(Column::title).toList();
    int lineWidth = IntStream.of(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
    StringBuilder text = new StringBuilder();
    appendLine(text, titles, widths);
    text.append("-".repeat(lineWidth)).append('\n');
    for (List<String> row : rows) {
      appendLine(text, row, widths);
    }
    return text.toString();
  }

  private int width(int column) {
    int width = DisplayWidth.of(columns.get(column).title());
    for (List<String> row : rows) {
      width = Math.max(width, DisplayWidth.of(row.get(column)));
    }
    return width;
  }

  private void appendLine(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : GAP).append(columns.get(i).align(cells.get(i), widths[i]));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
