package io.polygil.measure;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The table of benchmarks as pytest-benchmark prints it: fastest first, each figure followed by its
 * ratio to the best of its column.
 */
public final class BenchmarkTable {

  private static final String GREEN = "\u001b[1;32m";
  private static final String RED = "\u001b[1;31m";
  private static final String RESET = "\u001b[0m";

  private static final int NAME_GAP = 3;
  private static final int COLUMN_GAP = 2;

  /** Room for a blank and the longest ratio, {@code (>1000.0)}. */
  private static final int RATIO_WIDTH = 10;

  private static final double LARGEST_RATIO = 1000;

  private static final String LEGEND =
      """

      Legend:
        Outliers: rounds further than 1 standard deviation from the mean; rounds more than 1.5 IQR
                  (interquartile range) below the first or above the third quartile.
        OPS: Operations Per Second, computed as 1 / Mean
      """;

  /** Whether to colour the figures. */
  public enum Colour {
    /** The best of a column is green and the worst red, by ANSI escape codes. */
    ON,
    /** Plain text. */
    OFF
  }

  /** A line of the table. */
  public sealed interface Row permits Timed, Outcome {

    /** Returns the name at the beginning of the line. */
    String name();
  }

  /**
   * A benchmark that was measured.
   *
   * @param name its name
   * @param statistics its figures
   * @param iterations iterations in each round
   */
  public record Timed(String name, Statistics statistics, int iterations) implements Row {}

  /**
   * A benchmark without figures; these come after all that were measured.
   *
   * @param name its name
   * @param text what became of it, as {@code "absent: no such interpreter"}
   */
  public record Outcome(String name, String text) implements Row {}

  private sealed interface Column permits Figure, Count {}

  /** A column of figures to compare, each shown times the factor and with its ratio to the best. */
  private record Figure(
      String title, ToDoubleFunction<Statistics> value, double factor, double best, double worst)
      implements Column {

    static Figure time(
        String title, ToDoubleFunction<Statistics> nanos, double factor, List<Timed> rows) {
      return new Figure(title, nanos, factor, lowest(nanos, rows), highest(nanos, rows));
    }

    static Figure ops(List<Timed> rows) {
      double lowest = lowest(Statistics::ops, rows);
      double highest = highest(Statistics::ops, rows);
      Scale scale = Scale.ofOps(lowest);
      String title = scale.prefix().isEmpty() ? "OPS" : "OPS (" + scale.prefix() + "ops/s)";
      return new Figure(title, Statistics::ops, scale.factor(), highest, lowest);
    }

    private static double lowest(ToDoubleFunction<Statistics> value, List<Timed> rows) {
      return rows.stream().map(Timed::statistics).mapToDouble(value).min().orElseThrow();
    }

    private static double highest(ToDoubleFunction<Statistics> value, List<Timed> rows) {
      return rows.stream().map(Timed::statistics).mapToDouble(value).max().orElseThrow();
    }

    double of(Timed row) {
      return value.applyAsDouble(row.statistics());
    }

    String text(Timed row) {
      return String.format(Locale.ROOT, "%,.4f", of(row) * factor);
    }
  }

  /** A column shown as it is. */
  private record Count(String title, Function<Timed, String> text) implements Column {}

  /** A unit's prefix and what to multiply figures by to get them in that unit. */
  private record Scale(String prefix, double factor) {

    static Scale ofNanos(double nanos) {
      if (nanos < 1e3) {
        return new Scale("n", 1);
      } else if (nanos < 1e6) {
        return new Scale("u", 1e-3);
      } else if (nanos < 1e9) {
        return new Scale("m", 1e-6);
      }
      return new Scale("", 1e-9);
    }

    static Scale ofOps(double ops) {
      if (ops > 1e6) {
        return new Scale("M", 1e-6);
      } else if (ops > 1e3) {
        return new Scale("K", 1e-3);
      }
      return new Scale("", 1);
    }
  }

  private final List<Timed> timed;
  private final List<Outcome> outcomes;
  private final Colour colour;
  private final StringBuilder text = new StringBuilder();

  private BenchmarkTable(List<? extends Row> rows, Colour colour) {
    List<Timed> measured = new ArrayList<>();
    List<Outcome> unmeasured = new ArrayList<>();
    for (Row row : rows) {
      switch (row) {
        case Timed timedRow -> measured.add(timedRow);
        case Outcome outcome -> unmeasured.add(outcome);
      }
    }
    measured.sort(comparingDouble(row -> row.statistics().minNanos()));
    this.timed = measured;
    this.outcomes = unmeasured;
    this.colour = measured.size() > 1 ? colour : Colour.OFF;
  }

  /**
   * Returns the table as text, every line ended by a newline. All times are in the unit that suits
   * the smallest minimum. With one measured row there are neither ratios nor colours; with none
   * there are no columns and no legend.
   *
   * @param caption text in the middle of the first line, as {@code "benchmark: 4 tests"}
   * @param rows the benchmarks in any order
   * @param colour whether to colour the best and worst figures
   */
  public static String render(String caption, List<? extends Row> rows, Colour colour) {
    return new BenchmarkTable(rows, colour).render(caption);
  }

  private String render(String caption) {
    if (timed.isEmpty()) {
      int nameWidth = nameWidth("");
      int lineWidth =
          outcomes.stream().mapToInt(o -> nameWidth + DisplayWidth.of(o.text())).max().orElse(0);
      int captionWidth = DisplayWidth.of(caption) + 2;
      return body(caption, Math.max(lineWidth, captionWidth), "", nameWidth, List.of());
    }
    Scale scale = Scale.ofNanos(timed.getFirst().statistics().minNanos());
    String nameTitle = "Name (time in " + scale.prefix() + "s)";
    int nameWidth = nameWidth(nameTitle);
    List<Column> columns = columns(scale.factor());
    StringBuilder titles = new StringBuilder(DisplayWidth.padRight(nameTitle, nameWidth));
    for (Column column : columns) {
      switch (column) {
        case Figure figure -> {
          titles.append(DisplayWidth.padLeft(figure.title(), width(figure)));
          titles.append(" ".repeat(ratioWidth()));
        }
        case Count count -> titles.append(DisplayWidth.padLeft(count.title(), width(count)));
      }
    }
    return body(caption, titles.length(), titles + "\n", nameWidth, columns) + LEGEND;
  }

  private String body(
      String caption, int lineWidth, String titles, int nameWidth, List<Column> columns) {
    String rule = "-".repeat(lineWidth) + "\n";
    text.append(centred(" " + caption + " ", lineWidth)).append('\n');
    text.append(titles).append(titles.isEmpty() ? "" : rule);
    for (Timed row : timed) {
      text.append(DisplayWidth.padRight(row.name(), nameWidth));
      for (Column column : columns) {
        switch (column) {
          case Figure figure -> appendFigure(figure, row);
          case Count count ->
              text.append(DisplayWidth.padLeft(count.text().apply(row), width(count)));
        }
      }
      text.append('\n');
    }
    for (Outcome row : outcomes) {
      text.append(DisplayWidth.padRight(row.name(), nameWidth)).append(row.text()).append('\n');
    }
    return text.append(rule).toString();
  }

  private List<Column> columns(double factor) {
    return List.of(
        Figure.time("Min", Statistics::minNanos, factor, timed),
        Figure.time("Max", Statistics::maxNanos, factor, timed),
        Figure.time("Mean", Statistics::meanNanos, factor, timed),
        Figure.time("StdDev", Statistics::stddevNanos, factor, timed),
        Figure.time("Median", Statistics::medianNanos, factor, timed),
        Figure.time("IQR", Statistics::iqrNanos, factor, timed),
        new Count(
            "Outliers",
            row -> row.statistics().stddevOutliers() + ";" + row.statistics().iqrOutliers()),
        Figure.ops(timed),
        new Count("Rounds", row -> Integer.toString(row.statistics().rounds())),
        new Count("Iterations", row -> Integer.toString(row.iterations())));
  }

  private int nameWidth(String title) {
    int width = DisplayWidth.of(title);
    for (Row row : timed) {
      width = Math.max(width, DisplayWidth.of(row.name()));
    }
    for (Row row : outcomes) {
      width = Math.max(width, DisplayWidth.of(row.name()));
    }
    return width + NAME_GAP;
  }

  private int width(Figure column) {
    int widest = timed.stream().mapToInt(row -> column.text(row).length()).max().orElse(0);
    return COLUMN_GAP + Math.max(column.title().length(), widest);
  }

  private int width(Count column) {
    int widest = timed.stream().mapToInt(row -> column.text().apply(row).length()).max().orElse(0);
    return COLUMN_GAP + Math.max(column.title().length(), widest);
  }

  private int ratioWidth() {
    return timed.size() > 1 ? RATIO_WIDTH : 0;
  }

  private void appendFigure(Figure column, Timed row) {
    double value = column.of(row);
    String cell =
        DisplayWidth.padLeft(column.text(row), width(column))
            + (timed.size() > 1
                ? DisplayWidth.padRight(" " + ratio(value, column.best()), RATIO_WIDTH)
                : "");
    if (colour == Colour.OFF) {
      text.append(cell);
    } else if (value == column.best()) {
      text.append(GREEN).append(cell).append(RESET);
    } else if (value == column.worst()) {
      text.append(RED).append(cell).append(RESET);
    } else {
      text.append(cell);
    }
  }

  private static String ratio(double value, double best) {
    if (value == best) {
      return "(1.0)";
    }
    double ratio = best == 0 ? Double.POSITIVE_INFINITY : Math.abs(value / best);
    if (Double.isInfinite(ratio)) {
      return "(inf)";
    }
    return ratio > LARGEST_RATIO ? "(>1000.0)" : String.format(Locale.ROOT, "(%.2f)", ratio);
  }

  private static String centred(String caption, int width) {
    int dashes = Math.max(0, width - DisplayWidth.of(caption));
    // Where it cannot be exact, pytest's own rule, so that the tables are alike to the character.
    int left = dashes / 2 + (dashes & width & 1);
    return "-".repeat(left) + caption + "-".repeat(dashes - left);
  }
}
