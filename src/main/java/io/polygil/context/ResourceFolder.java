package io.polygil.context;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where GraalPy's own files are unpacked to, 25 MB, once for a user. Truffle looks at the home that
 * the system has for the user and nowhere else, but a service's user often has none.
 */
final class ResourceFolder {
  private static final String PROPERTY = "polyglot.engine.userResourceCache";

  private ResourceFolder() {}

  /** Chooses one before the first engine starts, where Truffle would find none. */
  static synchronized void choose() {
    if (System.getProperty(PROPERTY) == null
        && System.getenv("XDG_CACHE_HOME") == null
        && home(System.getProperty("user.home")) == null) {
      Path home = home(System.getenv("HOME"));
      Path folder = home == null ? temporary() : home.resolve(".cache/org.graalvm.polyglot");
      if (folder != null) {
        System.setProperty(PROPERTY, folder.toString());
      }
    }
  }

  private static @Nullable Path home(@Nullable String named) {
    try {
      Path folder = named == null || named.isEmpty() ? null : Path.of(named);
      return folder != null && Files.isDirectory(folder) && Files.isWritable(folder)
          ? folder
          : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** One for this process only. */
  private static @Nullable Path temporary() {
    try {
      Path folder = Files.createTempDirectory("polygil-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException | IllegalStateException e) {
      return null;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      // A temporary folder that stays is the system's to remove.
    }
  }
}
