package io.polygil.trace.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How this package writes: a name of a thread or a file that is no valid text spoils no file. */
final class TextFile {
  private TextFile() {}

  /** Of a character that UTF-8 has no bytes for, a question mark is written. */
  static Writer create(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
  }
}
