package io.polygil;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what Python writes into lines. Thread-safe. */
final class LineStream extends OutputStream {
  private static final int LONGEST = 65_536;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineStream(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      pass();
      return;
    }
    // A character of several bytes is not cut in two.
    if (line.size() >= LONGEST && (b & 0xC0) != 0x80) {
      pass();
    }
    line.write(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  /** Passes on a last line that has no end. */
  synchronized void finish() {
    if (line.size() > 0) {
      pass();
    }
  }

  private void pass() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
