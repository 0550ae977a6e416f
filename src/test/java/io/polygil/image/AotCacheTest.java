package io.polygil.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {
  @TempDir Path folder;

  /** The JVM compares the class path to the letter: it must be that of the place in the end. */
  @Test
  void theClassPathIsTheLibrariesInTheirPlaceAndTheTrainer() throws Exception {
    URL library = Assertions.class.getProtectionDomain().getCodeSource().getLocation();
    Path runtime = Files.createDirectory(folder.resolve("runtime"));
    Path made = folder.resolve("made");
    Path place = folder.resolve("place");
    Path jar = Path.of(library.getPath());
    new AotCache(folder, runtime, List.of(jar)).prepare(made, place);
    Files.move(made, place);

    String classPath = Files.readString(place.resolve("classpath"));
    assertThat(classPath).endsWith("\n");
    List<String> jars = List.of(classPath.strip().split(File.pathSeparator));
    Path copy = place.resolve("lib").resolve(jar.getFileName());
    assertThat(jars).hasSize(2).startsWith(copy.toString());
    assertThat(copy).hasSameBinaryContentAs(jar);
    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(Files.getLastModifiedTime(jar));
    assertThat(place.resolve("runtime").toRealPath()).isEqualTo(runtime.toRealPath());
    URL trainer = Path.of(jars.getLast()).toUri().toURL();
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {trainer}, platform)) {
      assertThat(loader.loadClass(Training.class.getName()).getClassLoader()).isSameAs(loader);
    }
  }

  @Test
  void theJvmReadsTheClassPathAsItIs() throws Exception {
    Path start = Files.createDirectory(folder.resolve("a \"b\" \\c"));
    Files.writeString(start.resolve("classpath"), start.resolve("library.jar") + "\n");
    Path polygil = folder.resolve("polygil 1.jar");
    Path options =
        Files.writeString(folder.resolve("start.options"), AotCache.classPath(start, polygil));

    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + options,
                "-XshowSettings:properties",
                "-version")
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
    assertThat(said.lines().map(String::strip))
        .contains("java.class.path = " + start.resolve("library.jar"), polygil.toString());
  }
}
