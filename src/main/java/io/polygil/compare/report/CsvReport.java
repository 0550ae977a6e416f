package io.polygil.compare.report;

import io.polygil.compare.CaseResult;
import io.polygil.compare.ColdRun;
import io.polygil.compare.ComparisonResult;
import io.polygil.compare.ExperimentResult;
import io.polygil.measure.Statistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as CSV by RFC 4180: one line for each row and contender, times in nanoseconds of one
 * iteration, memory in bytes. What is not known, or was not measured, is empty.
 */
public final class CsvReport {
  private static final List<String> COLUMNS =
      List.of(
          "experiment",
          "document",
          "holds",
          "row",
          "kind",
          "contender",
          "documented",
          "outcome",
          "error",
          "verified",
          "answer",
          "cold_ns",
          "cold_process_ns",
          "peak_memory",
          "first_run_ns",
          "warm_up_rounds",
          "steady",
          "unstable",
          "rounds",
          "iterations",
          "min_ns",
          "q1_ns",
          "median_ns",
          "q3_ns",
          "max_ns",
          "iqr_ns",
          "mean_ns",
          "stddev_ns",
          "stddev_outliers",
          "iqr_outliers",
          "cpu_ns",
          "user_ns",
          "thread_medians_ns",
          "raw_ns");

  private CsvReport() {}

  /** The text of the table, its first line the columns' names; the rounds are split by blanks. */
  public static String of(ComparisonResult result) {
    StringBuilder text = new StringBuilder();
    try {
      CSVFormat.RFC4180.printRecord(text, COLUMNS.toArray());
      for (ExperimentResult experiment : result.experiments()) {
        for (CaseResult row : experiment.cases()) {
          CSVFormat.RFC4180.printRecord(text, cells(experiment, row).toArray());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail", e);
    }
    return text.toString();
  }

  private static List<@Nullable Object> cells(ExperimentResult experiment, CaseResult row) {
    List<@Nullable Object> cells =
        new ArrayList<>(
            Arrays.<@Nullable Object>asList(
                experiment.id(),
                experiment.document(),
                experiment.verdict().holds(),
                row.name(),
                row.kind().key(),
                row.contender(),
                row.documented(),
                row.outcome().name().toLowerCase(Locale.ROOT),
                row.error(),
                row.verified(),
                row.answer()));
    ColdRun cold = row.cold();
    if (cold != null) {
      cells.add(known(cold.firstRunNanos()));
      cells.add(known(cold.processNanos()));
      cells.add(known(cold.peakMemoryBytes()));
    } else {
      cells.addAll(Arrays.<@Nullable Object>asList(null, null, null));
    }
    if (row.hasFigures()) {
      cells.addAll(figures(row));
    }
    while (cells.size() < COLUMNS.size()) {
      cells.add(null);
    }
    return cells;
  }

  private static List<@Nullable Object> figures(CaseResult row) {
    Statistics statistics = row.statistics();
    return Arrays.asList(
        row.figures().firstRunNanos(),
        row.figures().warmUp().nanos().size(),
        row.figures().warmUp().steady(),
        statistics.unstable(),
        statistics.rounds(),
        row.figures().iterations(),
        statistics.minNanos(),
        statistics.q1Nanos(),
        statistics.medianNanos(),
        statistics.q3Nanos(),
        statistics.maxNanos(),
        statistics.iqrNanos(),
        statistics.meanNanos(),
        statistics.stddevNanos(),
        statistics.stddevOutliers(),
        statistics.iqrOutliers(),
        known(row.cpuNanos()),
        known(row.userNanos()),
        joined(
            row.threadNanos().stream().map(thread -> Statistics.of(thread).medianNanos()).toList()),
        joined(row.figures().rounds().stream().map(round -> round.nanosPerIteration()).toList()));
  }

  private static String joined(List<Double> numbers) {
    return String.join(" ", numbers.stream().map(String::valueOf).toList());
  }

  private static @Nullable Long known(long number) {
    return number < 0 ? null : number;
  }

  private static @Nullable Double known(double number) {
    return number < 0 ? null : number;
  }
}
