package io.polygil;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what Python writes into lines. Thread-safe. */
final class LineStream extends OutputStream {
  private static final int LONGEST = 65_536;
  // The rest of a character that begins within the limit, and a carriage return.
  private static final int LONGEST_END = 4;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineStream(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      passLine();
      return;
    }
    // Neither a character of several bytes nor CR LF is cut in two, unless it goes on for too long.
    boolean goesOn = (b & 0xC0) == 0x80 || b == '\r';
    if (line.size() >= LONGEST && (!goesOn || line.size() >= LONGEST + LONGEST_END)) {
      lines.accept(take());
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
      passLine();
    }
  }

  private void passLine() {
    String text = take();
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  private String take() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    return text;
  }
}
