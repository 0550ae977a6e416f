package io.polygil.image;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An ahead-of-time cache (JEP 483, 514 and 515): the classes that a start of Polygil loads, linked,
 * with the profiles of their methods, as a training run had them.
 */
final class AotCache {
  private static final String CACHE = "start.aot";

  private final Path home;
  private final Path runtime;
  private final List<Path> jars;

  /**
   * @param home the checkout, which has the options and the program of the training run
   * @param runtime the runtime image to train
   * @param jars the class path
   */
  AotCache(Path home, Path runtime, List<Path> jars) {
    this.home = home;
    this.runtime = runtime;
    this.jars = jars;
  }

  /**
   * Fills a folder: the jars, the cache, a link to the runtime, and {@code options}, the options
   * for the JVM.
   *
   * @param folder not there yet
   * @param place where the folder will be in the end
   * @throws IOException if the training run fails, with what it said
   */
  void make(Path folder, Path place) throws IOException, InterruptedException {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    for (Path jar : jars) {
      // The cache knows its jars by their times, too.
      NewerClasses.copy(jar, lib.resolve(jar.getFileName()));
    }
    Files.createSymbolicLink(folder.resolve("runtime"), runtime);
    train(folder);
    Files.writeString(
        folder.resolve("options"),
        "-XX:AOTCache=%s\n-cp\n%s\n"
            .formatted(quoted(place.resolve(CACHE)), quoted(classPath(place))));
  }

  private void train(Path folder) throws IOException, InterruptedException {
    Path launcher = home.resolve("src/main/launcher");
    Path said = folder.resolve("training.log");
    List<String> command = new ArrayList<>();
    command.add(runtime.resolve("bin/java").toString());
    command.add("-XX:AOTCacheOutput=" + folder.resolve(CACHE));
    command.add("@" + launcher.resolve("jvm.options"));
    command.add("-Dpolygil.home=" + home);
    command.add("-cp");
    command.add(classPath(folder));
    command.addAll(
        List.of("io.polygil.cli.Main", "run", launcher.resolve("training.py").toString()));
    Process training =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    if (training.waitFor() != 0 || !Files.exists(folder.resolve(CACHE))) {
      String last = Files.readString(said, StandardCharsets.UTF_8).strip();
      throw new IOException(
          "the training run failed: " + last.substring(last.lastIndexOf('\n') + 1));
    }
  }

  private String classPath(Path folder) {
    return jars.stream()
        .map(jar -> folder.resolve("lib").resolve(jar.getFileName()).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** As an argument file of java's wants a word with blanks. */
  private static String quoted(Object text) {
    return "\"" + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
