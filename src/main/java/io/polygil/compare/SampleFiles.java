package io.polygil.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Files to read, in a folder for temporary files. */
final class SampleFiles implements AutoCloseable {
  /** Where its folder lies. */
  static final Path ROOT = Path.of(System.getProperty("java.io.tmpdir"));

  static final int COUNT = 2;
  static final int BYTES = 32 << 20;

  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  SampleFiles() {
    try {
      folder = Files.createTempDirectory(ROOT, "polygil-compare");
      byte[] content = new byte[BYTES];
      new Random(1).nextBytes(content);
      for (int i = 0; i < COUNT; i++) {
        files.add(Files.write(folder.resolve(i + ".data"), content));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write files of " + BYTES + " bytes to read", e);
    }
  }

  List<String> paths() {
    return files.stream().map(Path::toString).toList();
  }

  @Override
  public void close() {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
