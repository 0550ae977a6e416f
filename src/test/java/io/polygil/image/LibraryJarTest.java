package io.polygil.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bouncycastle.util.encoders.DecoderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LibraryJarTest {
  private static final int JAVA_6 = 50;
  private static final String PLAIN = "Manifest-Version: 1.0\n\n";
  private static final String MULTI_RELEASE = "Manifest-Version: 1.0\nMulti-Release: true\n\n";

  @TempDir Path folder;

  @Test
  void ofTwoEntriesOfOneNameTheFirstCountsAndServicesHaveAllProviders() throws IOException {
    Path one =
        jar("one", PLAIN, Map.of("a.txt", "one", "META-INF/services/S", "one.First # no newline"));
    Path two =
        jar(
            "two",
            PLAIN,
            Map.of("a.txt", "two", "b.txt", "b", "META-INF/services/S", "two.Second"));
    try (JarFile made = made(one, two)) {
      assertThat(text(made, "a.txt")).isEqualTo("one");
      assertThat(text(made, "b.txt")).isEqualTo("b");
      assertThat(text(made, "META-INF/services/S").lines())
          .containsExactly("one.First # no newline", "two.Second");
    }
  }

  @Test
  void versionsCountWhereTheirJarAnnouncesThem() throws IOException {
    Path one = jar("one", MULTI_RELEASE, Map.of("a", "old", "META-INF/versions/9/a", "new"));
    Path two = jar("two", PLAIN, Map.of("b", "only", "META-INF/versions/9/b", "never"));
    Path made = folder.resolve("made.jar");
    LibraryJar.write(made, List.of(one, two));
    try (JarFile jar = new JarFile(made.toFile(), true, JarFile.OPEN_READ, Runtime.version())) {
      assertThat(text(jar, "a")).isEqualTo("new");
      assertThat(text(jar, "b")).isEqualTo("only");
    }
  }

  @Test
  void signedClassesLoadAsUnsignedOnes() throws Exception {
    assertThat(DecoderException.class.getSigners()).isNotEmpty();
    Path made = folder.resolve("made.jar");
    LibraryJar.write(made, List.of(jarOf(DecoderException.class)));
    try (URLClassLoader loader = loader(made)) {
      Class<?> loaded = loader.loadClass(DecoderException.class.getName());
      assertThat(loaded.getClassLoader()).isSameAs(loader);
      assertThat(loaded.getSigners()).isNull();
    }
  }

  @Test
  void oldClassesGetStackMapsThatTheVerifierTakes() throws Exception {
    Path old = jarOf(CommandLine.class);
    try (JarFile jar = new JarFile(old.toFile())) {
      assertThat(oldest(jar)).isLessThan(JAVA_6);
    }
    Path copy = folder.resolve("made.jar");
    LibraryJar.write(copy, List.of(old));
    try (JarFile jar = new JarFile(copy.toFile());
        URLClassLoader loader = loader(copy)) {
      assertThat(oldest(jar)).isGreaterThanOrEqualTo(JAVA_6);
      for (JarEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith("picocli/") && name.endsWith(".class")) {
          String type = name.substring(0, name.length() - 6).replace('/', '.');
          assertThatNoException().as(type).isThrownBy(() -> Class.forName(type, true, loader));
        }
      }
      Class<?> help = loader.loadClass("picocli.CommandLine$Help$Ansi");
      Method string = help.getMethod("string", String.class);
      Object off = help.getField("OFF").get(null);
      assertThat(string.invoke(off, "@|bold it works|@")).isEqualTo("it works");
    }
  }

  private JarFile made(Path... jars) throws IOException {
    Path made = folder.resolve("made.jar");
    LibraryJar.write(made, List.of(jars));
    return new JarFile(made.toFile());
  }

  private Path jar(String name, String manifest, Map<String, String> entries) throws IOException {
    Path jar = folder.resolve(name + ".jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
      out.write(manifest.getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, String> each : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(each.getKey()));
        out.write(each.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static URLClassLoader loader(Path jar) throws IOException {
    return new URLClassLoader(
        new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  private static Path jarOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int oldest(JarFile jar) throws IOException {
    int oldest = Integer.MAX_VALUE;
    for (JarEntry entry : jar.stream().toList()) {
      if (entry.getName().endsWith(".class")) {
        try (InputStream in = jar.getInputStream(entry)) {
          oldest = Math.min(oldest, ByteBuffer.wrap(in.readNBytes(8)).getShort(6));
        }
      }
    }
    return oldest;
  }
}
