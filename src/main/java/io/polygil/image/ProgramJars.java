package io.polygil.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Jars of Polygil by their content. A program that runs keeps the one that it was started from,
 * whatever is built in the meantime.
 */
final class ProgramJars {
  /** A launcher that has just read of a jar must still find it. */
  private static final Duration KEPT = Duration.ofHours(1);

  private final Path folder;

  ProgramJars(Path folder) {
    this.folder = folder;
  }

  /**
   * Copies the jar that was built last, and removes old copies.
   *
   * @param built the folder of the build
   * @throws IOException if it has no jar, or that cannot be copied
   */
  Path keep(Path built) throws IOException {
    Path jar = newest(built);
    Path copy = folder.resolve("polygil-" + new Fingerprint().add(jar).text() + ".jar");
    Files.createDirectories(folder);
    if (!Files.exists(copy)) {
      Path scratch = Files.createTempFile(folder, "polygil-", ".making");
      Files.copy(jar, scratch, StandardCopyOption.REPLACE_EXISTING);
      Files.move(scratch, copy, StandardCopyOption.ATOMIC_MOVE);
    }
    for (Path other : files(folder)) {
      if (!other.equals(copy) && age(other).compareTo(KEPT) > 0) {
        Files.deleteIfExists(other);
      }
    }
    return copy;
  }

  private static Path newest(Path built) throws IOException {
    return files(built).stream()
        .filter(file -> file.toString().endsWith(".jar"))
        .min(Comparator.comparing(ProgramJars::ageOrNone))
        .orElseThrow(() -> new IOException("there is no jar of Polygil in " + built));
  }

  private static Duration ageOrNone(Path file) {
    try {
      return age(file);
    } catch (IOException e) {
      return Duration.ofSeconds(Long.MAX_VALUE);
    }
  }

  private static Duration age(Path file) throws IOException {
    return Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
