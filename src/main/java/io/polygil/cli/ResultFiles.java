package io.polygil.cli;

import io.polygil.compare.ComparisonResult;
import io.polygil.compare.report.CsvReport;
import io.polygil.compare.report.HtmlReport;
import io.polygil.compare.report.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that a comparison leaves: checked before it, written after it. */
final class ResultFiles {
  private static final String PAGE = "index.html";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures to FILE, every round's too.")
  private @Nullable Path json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write a line for each row and contender to FILE.")
  private @Nullable Path csv;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write DIR/index.html: tables and charts in one page that needs no network.")
  private @Nullable Path report;

  boolean hasJson() {
    return json != null;
  }

  boolean hasCsv() {
    return csv != null;
  }

  boolean isEmpty() {
    return json == null && csv == null && report == null;
  }

  /**
   * Makes sure that minutes of measuring do not end in "no such folder".
   *
   * @throws UsageException if a file cannot be written
   */
  void requireWritable() {
    Map<Path, String> taken = new LinkedHashMap<>();
    requireWritable("--json", json, taken);
    requireWritable("--csv", csv, taken);
    Path folder = report;
    if (folder != null) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new UsageException(
            "--report: cannot make the folder "
                + folder
                + (Files.exists(folder)
                    ? ": it is a file"
                    : ": may not write there, or a file is in its way"));
      }
      requireWritable("--report", folder.resolve(PAGE), taken);
    }
  }

  /** Makes sure that a file can be written and is not also another option's. */
  private static void requireWritable(String option, @Nullable Path file, Map<Path, String> taken) {
    if (file == null) {
      return;
    }
    requireWritable(option, file);
    String other = taken.put(file.toAbsolutePath().normalize(), option);
    if (other != null) {
      throw new UsageException(other + " and " + option + " cannot both write " + file);
    }
  }

  static void requireWritable(String option, Path file) {
    if (file.toString().isEmpty()) {
      throw new UsageException(option + ": the path is empty: give the name of a file");
    }
    if (file.toString().equals("-")) {
      throw new UsageException(
          option + ": - is no file here: standard output has other things; give a file's name");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(
          option + ": cannot write " + file + ": its folder does not exist, or it is a folder");
    }
    boolean writable = Files.exists(file) ? Files.isWritable(file) : Files.isWritable(folder);
    if (!writable) {
      throw new UsageException(option + ": may not write " + file);
    }
  }

  void write(ComparisonResult result) throws IOException {
    if (json != null) {
      Files.writeString(json, JsonReport.of(result));
    }
    if (csv != null) {
      Files.writeString(csv, CsvReport.of(result));
    }
    if (report != null) {
      Files.writeString(report.resolve(PAGE), HtmlReport.of(result));
    }
  }
}
