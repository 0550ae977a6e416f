package io.polygil.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes what a fast start needs, in the user's cache folder, where all checkouts share it: the
 * runtime image of this JDK, and for each build of Polygil its jars with their ahead-of-time cache.
 * The launcher's build runs it, with the JDK that the launcher found.
 */
public final class FastStart {
  private final Path home;
  private final Path build;
  private final Path cache;

  private FastStart(Path home, Path cache) {
    this.home = home;
    this.build = home.resolve("target/polygil");
    this.cache = cache;
  }

  /**
   * Writes {@code target/polygil/start} for the launcher, of three lines: the JDK, the folder of
   * the fast start or an empty line, and why there is none.
   *
   * @param arguments the checkout, and the JDK as the launcher names it
   * @throws IOException if that file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    String folder = "";
    String why = "";
    try {
      folder = new FastStart(home, UserCache.folder()).make().toString();
    } catch (IOException | RuntimeException e) {
      // Whatever it was: without the file the launcher would try again at each start.
      why = e.getMessage() == null ? e.getClass().getSimpleName() : firstLine(e.getMessage());
    } catch (InterruptedException e) {
      why = "making it was interrupted";
    }
    Files.writeString(
        home.resolve("target/polygil/start"), String.join("\n", arguments[1], folder, why) + "\n");
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private Path make() throws IOException, InterruptedException {
    Path jdk = Path.of(System.getProperty("java.home"));
    Files.createDirectories(cache);
    List<Path> compiler = jars(build.resolve("compiler"));
    if (compiler.isEmpty()) {
      throw new IOException("the Graal compiler is not in " + build.resolve("compiler"));
    }
    Fingerprint image = new Fingerprint().add(jdk.resolve("release"));
    compiler.forEach(image::add);
    Path runtime = runtime(jdk, image);
    List<Path> jars = new ArrayList<>(jars(home.resolve("target")));
    jars.addAll(jars(build.resolve("lib")));
    Path options = home.resolve("src/main/launcher/jvm.options");
    Fingerprint start = image.add(options).add(home.resolve("src/main/launcher/training.py"));
    jars.forEach(start::add);
    Path folder = cache.resolve("start-" + start.text());
    if (!Files.exists(folder)) {
      inPlace(
          folder,
          scratch -> new AotCache(home, runtime, jars).make(scratch.resolve("made"), folder));
    }
    UserCache.use(folder, home);
    UserCache.removeUnused(cache, home, folder);
    return folder;
  }

  private Path runtime(Path jdk, Fingerprint image) throws IOException, InterruptedException {
    if (Files.exists(jdk.resolve("lib/libjvmcicompiler.so"))) {
      // GraalVM's own JDK has the compiler inside.
      return jdk;
    }
    Path runtime = cache.resolve("runtime-" + image.text());
    if (!Files.exists(runtime)) {
      inPlace(
          runtime,
          scratch ->
              new RuntimeImage(jdk, build.resolve("compiler"))
                  .link(scratch.resolve("made"), Files.createDirectory(scratch.resolve("jmods"))));
    }
    return runtime;
  }

  private interface Maker {
    void make(Path scratch) throws IOException, InterruptedException;
  }

  /** Makes a folder aside and moves it in place: of two builds at once the first one wins. */
  private void inPlace(Path target, Maker maker) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory(cache, ".making-");
    try {
      maker.make(scratch);
      try {
        Files.move(scratch.resolve("made"), target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (!Files.exists(target)) {
          throw e;
        }
      }
    } finally {
      UserCache.delete(scratch);
    }
  }

  static List<Path> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
