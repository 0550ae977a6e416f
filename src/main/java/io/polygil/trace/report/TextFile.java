package io.polygil.trace.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.exc.JacksonIOException;

/** How this package writes: a name of a thread or a file that is no valid text spoils no file. */
final class TextFile {
  private TextFile() {}

  /** What a file is to have. */
  interface Content {
    void write(Writer to) throws IOException;
  }

  /**
   * Writes a file. Of a character that UTF-8 has no bytes for, a question mark is written.
   *
   * @throws IOException if it cannot be written, also where Jackson writes the content: its own
   *     exception goes on about where in the JSON it was
   */
  static void write(Path file, Content content) throws IOException {
    try (Writer to =
        new BufferedWriter(
            new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8))) {
      content.write(to);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }
}
