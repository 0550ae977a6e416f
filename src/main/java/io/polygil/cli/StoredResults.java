package io.polygil.cli;

import io.polygil.compare.Colours;
import io.polygil.compare.ComparisonResult;
import io.polygil.compare.report.Changes;
import io.polygil.compare.report.JsonResults;
import io.polygil.compare.report.ReadmeTable;
import io.polygil.compare.report.UnreadableResultsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Earlier results, and what is made of them. */
final class StoredResults {
  @Option(
      names = "--against",
      paramLabel = "OLD",
      description = {
        "Show what changed since OLD, a file of --json, and whether the change is significant."
      })
  private @Nullable Path against;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Measure nothing: take the results from FILE, which --json has written.")
  private @Nullable Path from;

  @Option(
      names = "--readme",
      paramLabel = "README",
      description = {
        "With --from: write the medians and verdicts into README, between its two comments on"
            + " results."
      })
  private @Nullable Path readme;

  private @Nullable ComparisonResult earlier;

  /** Whether nothing is to be measured. */
  boolean replaceMeasuring() {
    return from != null;
  }

  boolean hasAgainst() {
    return against != null;
  }

  boolean hasReadme() {
    return readme != null;
  }

  /**
   * Reads what the later results are held against.
   *
   * @throws UsageException if that is no file of results
   */
  void readEarlier() {
    if (against != null) {
      earlier = read("--against", against);
    }
    if (readme != null) {
      ResultFiles.requireWritable("--readme", readme);
    }
  }

  /** The results of the file that replaces measuring. */
  ComparisonResult results() {
    Path file = from;
    if (file == null) {
      throw new IllegalStateException("there is no --from");
    }
    return read("--from", file);
  }

  /** Writes the table and prints the changes, as far as they were asked for. */
  void use(ComparisonResult result, Colours colours) throws IOException {
    Path file = readme;
    if (file != null) {
      Files.writeString(file, withTable(file, result));
    }
    ComparisonResult old = earlier;
    if (old != null) {
      System.out.print(Changes.between(old, result).text(colours));
    }
  }

  private static String withTable(Path file, ComparisonResult result) throws IOException {
    if (result.experiments().isEmpty()) {
      throw new UsageException("--readme: the results have no experiments");
    }
    try {
      return ReadmeTable.into(Files.readString(file), result);
    } catch (NoSuchFileException e) {
      throw new UsageException("--readme: there is no file " + file);
    } catch (CharacterCodingException e) {
      throw new UsageException("--readme: " + file + " is no UTF-8 text");
    } catch (IllegalArgumentException e) {
      throw new UsageException("--readme: " + file + ": " + e.getMessage());
    }
  }

  private static ComparisonResult read(String option, Path file) {
    try {
      return JsonResults.read(file);
    } catch (UnreadableResultsException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }
}
