package io.polygil.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NewerClassesTest {
  private static final int JAVA_6 = 50;

  @TempDir Path folder;

  @Test
  void oldClassesGetStackMapsThatTheVerifierTakes() throws Exception {
    Path old = jarOf(CommandLine.class);
    assertThat(oldest(old)).isLessThan(JAVA_6);
    Path copy = folder.resolve("newer.jar");
    NewerClasses.copy(old, copy);
    assertThat(oldest(copy)).isGreaterThanOrEqualTo(JAVA_6);
    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(Files.getLastModifiedTime(old));

    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (ZipFile zip = new ZipFile(copy.toFile());
        URLClassLoader loader = new URLClassLoader(new URL[] {copy.toUri().toURL()}, platform)) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        String name = entries.nextElement().getName();
        if (name.startsWith("picocli/") && name.endsWith(".class")) {
          String type = name.substring(0, name.length() - 6).replace('/', '.');
          Assertions.assertThatNoException()
              .as(type)
              .isThrownBy(() -> Class.forName(type, true, loader));
        }
      }
      Class<?> help = loader.loadClass("picocli.CommandLine$Help$Ansi");
      Method string = help.getMethod("string", String.class);
      Object off = help.getField("OFF").get(null);
      assertThat(string.invoke(off, "@|bold it works|@")).isEqualTo("it works");
    }
  }

  @Test
  void newJarsAreCopiedAsTheyAre() throws IOException {
    Path jar = jarOf(Assertions.class);
    Path copy = folder.resolve("same.jar");
    NewerClasses.copy(jar, copy);
    assertThat(copy).hasSameBinaryContentAs(jar);
    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(Files.getLastModifiedTime(jar));
  }

  private static Path jarOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static int oldest(Path jar) throws IOException {
    int oldest = Integer.MAX_VALUE;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().endsWith(".class")) {
          try (InputStream in = zip.getInputStream(entry)) {
            byte[] head = in.readNBytes(8);
            oldest = Math.min(oldest, ByteBuffer.wrap(head).getShort(6));
          }
        }
      }
    }
    return oldest;
  }
}
