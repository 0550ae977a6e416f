package io.polygil.image;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * An ahead-of-time cache (JEP 483, 514 and 515): the classes of libraries that a start of Polygil
 * loads, linked, with the profiles of their methods, as a training run had them. Polygil's own
 * classes come from outside of it: they change with each build, which would be a training each, and
 * are few beside the libraries' 25,000.
 *
 * <p>The JVM takes the cache if the class path begins as that of the training did, to the letter.
 * So the libraries' jar is in its place before the training, and Polygil's own follows it.
 */
final class AotCache {
  /** In the folder of a fast start. */
  static final String FILE = "start.aot";

  /** In the folder of a fast start: all libraries. */
  private static final String LIBRARIES = "libraries.jar";

  private final Path home;
  private final Path runtime;
  private final List<Path> libraries;

  /**
   * @param home the checkout, which has the options and the program of the training run
   * @param runtime the runtime image to train
   * @param libraries the class path without Polygil's own jar
   */
  AotCache(Path home, Path runtime, List<Path> libraries) {
    this.home = home;
    this.runtime = runtime;
    this.libraries = libraries;
  }

  /**
   * Fills a folder with all but the cache: the libraries as one jar, and a link to the runtime.
   *
   * @param folder not there yet
   */
  void prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    LibraryJar.write(folder.resolve(LIBRARIES), libraries, Training.class);
    Files.createSymbolicLink(folder.resolve("runtime"), runtime);
  }

  /**
   * The class path of a start with the cache, as a file of the JVM's options has it.
   *
   * @param folder the folder of the fast start
   * @param polygil the jar of Polygil's own classes
   */
  static String classPath(Path folder, Path polygil) {
    String all = folder.resolve(LIBRARIES) + File.pathSeparator + polygil;
    return "-classpath\n\"" + all.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
  }

  /**
   * Trains with a folder that is in its place.
   *
   * @param polygil the jar of Polygil's own classes
   * @param scratch an empty folder for what is needed on the way
   * @throws IOException if the training run fails, with what it said
   */
  void train(Path folder, Path polygil, Path scratch) throws IOException, InterruptedException {
    Path launcher = home.resolve("src/main/launcher");
    Path said = folder.resolve("training.log");
    Path made = scratch.resolve(FILE);
    List<String> command = new ArrayList<>();
    command.add(runtime.resolve("bin/java").toString());
    command.add("-XX:AOTCacheOutput=" + made);
    command.add("@" + launcher.resolve("jvm.options"));
    command.add("-Dpolygil.home=" + home);
    command.add("-cp");
    command.add(folder.resolve(LIBRARIES).toString());
    command.add(Training.class.getName());
    command.add(polygil.toString());
    command.add(launcher.resolve("training.py").toString());
    Process training =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    if (training.waitFor() != 0 || !Files.exists(made)) {
      String last = Files.readString(said, StandardCharsets.UTF_8).strip();
      throw new IOException(
          "the training run failed: " + last.substring(last.lastIndexOf('\n') + 1));
    }
    // Of two builds at once the last one wins: both have trained with the same libraries.
    Files.move(made, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }
}
