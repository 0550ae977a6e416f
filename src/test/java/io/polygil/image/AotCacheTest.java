package io.polygil.image;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void theTrainerIsAmongTheLibraries() throws Exception {
    URL library = Assertions.class.getProtectionDomain().getCodeSource().getLocation();
    Path runtime = Files.createDirectory(folder.resolve("runtime"));
    Path made = folder.resolve("made");
    new AotCache(folder, runtime, List.of(Path.of(library.getPath()))).prepare(made);

    assertThat(made.resolve("runtime").toRealPath()).isEqualTo(runtime.toRealPath());
    URL jar = made.resolve("libraries.jar").toUri().toURL();
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, platform)) {
      for (Class<?> type : List.of(Training.class, Assertions.class)) {
        assertThat(loader.loadClass(type.getName()).getClassLoader()).isSameAs(loader);
      }
    }
  }

  @Test
  void theJvmReadsTheClassPathAsItIs() throws Exception {
    Path start = Files.createDirectory(folder.resolve("a \"b\" \\c"));
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
        .contains("java.class.path = " + start.resolve("libraries.jar"), polygil.toString());
  }
}
