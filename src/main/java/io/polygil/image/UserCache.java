package io.polygil.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the user's where fast starts are kept, and what becomes of those no longer used.
 */
public final class UserCache {
  /** In the folder of a fast start: the checkouts that use it, one on each line. */
  private static final String CHECKOUTS = "checkouts";

  /** How the names of folders begin in which something is being made. */
  static final String SCRATCH = ".making-";

  /** What no checkout names and has not changed for so long, nobody is at work on. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private UserCache() {}

  static Path folder() throws IOException {
    return find()
        .orElseThrow(
            () -> new IOException("neither HOME nor XDG_CACHE_HOME says where to keep it"));
  }

  /** The folder, which need not exist yet; empty where the environment names no home. */
  public static Optional<Path> find() {
    String cache = System.getenv("XDG_CACHE_HOME");
    if (cache != null && Path.of(cache).isAbsolute()) {
      return Optional.of(Path.of(cache, "polygil"));
    }
    String home = System.getenv("HOME");
    if (home == null || home.isEmpty()) {
      return Optional.empty();
    }
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    return Optional.of(Path.of(home, mac ? "Library/Caches" : ".cache", "polygil"));
  }

  /** Notes that a checkout uses a fast start. */
  static void use(Path start, Path home) throws IOException {
    List<String> known = checkouts(start);
    if (!known.contains(home.toString())) {
      Files.writeString(
          start.resolve(CHECKOUTS),
          home + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static List<String> checkouts(Path start) throws IOException {
    Path file = start.resolve(CHECKOUTS);
    return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
  }

  /**
   * Removes the fast starts that no checkout names any more with their runtimes, and what was begun
   * and never ended.
   *
   * @param builder the checkout whose build this is: what it used before is of the past
   * @param used what it uses now
   */
  static void removeUnused(Path cache, Path builder, Path used) throws IOException {
    try (DirectoryStream<Path> starts = Files.newDirectoryStream(cache, "start-*")) {
      for (Path start : starts) {
        List<String> users = checkouts(start);
        boolean needed =
            start.equals(used)
                || (users.isEmpty() && !isForgotten(start))
                || users.stream()
                    .map(Path::of)
                    .anyMatch(home -> !home.equals(builder) && names(home, start));
        if (!needed) {
          delete(start);
        }
      }
    }
    removeUnlinkedRuntimes(cache);
    try (DirectoryStream<Path> begun = Files.newDirectoryStream(cache, SCRATCH + "*")) {
      for (Path scratch : begun) {
        if (isForgotten(scratch)) {
          delete(scratch);
        }
      }
    }
  }

  /** One that no fast start has may be another build's, which has not made its fast start yet. */
  private static void removeUnlinkedRuntimes(Path cache) throws IOException {
    Set<Path> linked = new HashSet<>();
    try (DirectoryStream<Path> starts = Files.newDirectoryStream(cache, "start-*")) {
      for (Path start : starts) {
        Path runtime = start.resolve("runtime");
        if (Files.exists(runtime)) {
          linked.add(runtime.toRealPath());
        }
      }
    }
    try (DirectoryStream<Path> runtimes = Files.newDirectoryStream(cache, "runtime-*")) {
      for (Path runtime : runtimes) {
        if (!linked.contains(runtime.toRealPath()) && isForgotten(runtime)) {
          delete(runtime);
        }
      }
    }
  }

  private static boolean isForgotten(Path folder) throws IOException {
    Instant changed = Files.getLastModifiedTime(folder).toInstant();
    return Duration.between(changed, Instant.now()).compareTo(FORGOTTEN) > 0;
  }

  private static boolean names(Path home, Path start) {
    try {
      return Files.readAllLines(home.resolve("target/polygil/start")).contains(start.toString());
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
