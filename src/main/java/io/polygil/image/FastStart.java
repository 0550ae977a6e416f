package io.polygil.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes what a fast start needs. In the user's cache folder, where all checkouts share it: the
 * runtime image of this JDK, and the libraries with their ahead-of-time cache. In the checkout: a
 * jar of Polygil itself, which stays as it is while later builds write theirs. The launcher's build
 * runs it, with the JDK that the launcher found.
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
   * Writes {@code target/polygil/start} for the launcher, of four lines: the JDK, the folder of the
   * fast start or an empty line, Polygil's jar, and why there is no fast start; and beside it
   * {@code start.options}, the class path as the JVM reads it from a file: a shell would take
   * longer to read it than to find everything else.
   *
   * @param arguments the checkout, and the JDK as the launcher names it
   * @throws IOException if that file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    String folder = "";
    String jar = "";
    String why = "";
    try {
      FastStart start = new FastStart(home, UserCache.folder());
      Path polygil = new ProgramJars(start.build.resolve("program")).keep(home.resolve("target"));
      Path made = start.make(polygil);
      Files.writeString(start.build.resolve("start.options"), AotCache.classPath(made, polygil));
      folder = made.toString();
      jar = polygil.toString();
    } catch (IOException | RuntimeException e) {
      // Whatever it was: without the file the launcher would try again at each start.
      why = e.getMessage() == null ? e.getClass().getSimpleName() : firstLine(e.getMessage());
    } catch (InterruptedException e) {
      why = "making it was interrupted";
    }
    Files.writeString(
        home.resolve("target/polygil/start"),
        String.join("\n", arguments[1], folder, jar, why) + "\n");
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private Path make(Path polygil) throws IOException, InterruptedException {
    Path jdk = Path.of(System.getProperty("java.home"));
    Files.createDirectories(cache);
    List<Path> compiler = jars(build.resolve("compiler"));
    if (compiler.isEmpty()) {
      throw new IOException("the Graal compiler is not in " + build.resolve("compiler"));
    }
    Fingerprint image = new Fingerprint().add(jdk.resolve("release"));
    compiler.forEach(image::add);
    addMakers(image, RuntimeImage.class, PackagedModules.class);
    Path runtime = runtime(jdk, image);
    List<Path> libraries = jars(build.resolve("lib"));
    Fingerprint key = image.add(home.resolve("src/main/launcher/jvm.options"));
    key.add(home.resolve("src/main/launcher/training.py"));
    libraries.forEach(key::add);
    addMakers(key, AotCache.class, LibraryJar.class, NewerClasses.class, Training.class);
    Path folder = cache.resolve("start-" + key.text());
    AotCache start = new AotCache(home, runtime, libraries);
    if (!Files.exists(folder)) {
      inPlace(folder, scratch -> start.prepare(scratch.resolve("made")));
    }
    if (!Files.exists(folder.resolve(AotCache.FILE))) {
      inScratch(scratch -> start.train(folder, polygil, scratch));
    }
    UserCache.use(folder, home);
    UserCache.removeUnused(cache, home, folder);
    return folder;
  }

  private void addMakers(Fingerprint key, Class<?>... makers) {
    for (Class<?> maker : makers) {
      key.add(home.resolve("target/classes/io/polygil/image/" + maker.getSimpleName() + ".class"));
    }
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
    inScratch(scratch -> {
      maker.make(scratch);
      try {
        Files.move(scratch.resolve("made"), target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (!Files.exists(target)) {
          throw e;
        }
      }
    });
  }

  private void inScratch(Maker maker) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory(cache, UserCache.SCRATCH);
    try {
      maker.make(scratch);
    } finally {
      UserCache.delete(scratch);
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
