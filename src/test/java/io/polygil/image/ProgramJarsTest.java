package io.polygil.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramJarsTest {
  @TempDir Path folder;
  private Path built;
  private ProgramJars jars;

  @BeforeEach
  void makeFolders() throws IOException {
    built = Files.createDirectory(folder.resolve("target"));
    jars = new ProgramJars(built.resolve("polygil/program"));
  }

  @Test
  void eachContentHasAJarOfItsOwn() throws Exception {
    Path jar = Files.writeString(built.resolve("polygil-1.jar"), "first");
    Path first = jars.keep(built);
    assertThat(jars.keep(built)).isEqualTo(first);
    Files.writeString(jar, "second");
    Path second = jars.keep(built);
    // Somebody may have been told of it a moment ago.
    assertThat(first).hasContent("first");
    assertThat(second).hasContent("second");
    assertThat(second.getParent()).isDirectoryNotContaining("glob:**.making");
  }

  @Test
  void theJarOfAnEarlierVersionIsNotTaken() throws Exception {
    Path early = Files.writeString(built.resolve("polygil-2.jar"), "early");
    age(early, Duration.ofMinutes(1));
    Files.writeString(built.resolve("polygil-1.jar"), "late");
    assertThat(jars.keep(built)).hasContent("late");
  }

  @Test
  void oldCopiesGo() throws Exception {
    Path jar = Files.writeString(built.resolve("polygil-1.jar"), "first");
    Path first = jars.keep(built);
    age(first, Duration.ofHours(2));
    assertThat(jars.keep(built)).exists();
    Files.writeString(jar, "second");
    jars.keep(built);
    assertThat(first).doesNotExist();
  }

  @Test
  void withoutAJarItSaysWhereItLooked() {
    assertThatIOException()
        .isThrownBy(() -> jars.keep(built))
        .withMessage("there is no jar of Polygil in " + built);
  }

  private static void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }
}
