package io.polygil.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InterruptibleInputTest {
  /** A terminal: tells of nothing that can be read without waiting, and gives line by line. */
  private static final class Terminal extends InputStream {
    final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        byte[] line = lines.take().getBytes(StandardCharsets.UTF_8);
        assertThat(line).as("longer lines are not needed here").hasSizeLessThanOrEqualTo(length);
        System.arraycopy(line, 0, bytes, offset, line.length);
        return line.length == 0 ? -1 : line.length;
      } catch (InterruptedException e) {
        throw new IOException("torn", e);
      }
    }
  }

  private final Terminal terminal = new Terminal();
  private final InterruptibleInput input = new InterruptibleInput(terminal);

  private String read(int most) throws IOException {
    byte[] bytes = new byte[most];
    int count = input.read(bytes, 0, most);
    return count < 0 ? "end" : new String(bytes, 0, count, StandardCharsets.UTF_8);
  }

  @Test
  void givesWhatComesAndTheEnd() throws IOException {
    terminal.lines.add("one\n");
    terminal.lines.add("");
    terminal.lines.add("after the end\n");
    assertThat(read(100)).isEqualTo("one\n");
    assertThat(read(100)).isEqualTo("end");
    assertThat(read(100)).as("as at a terminal after Ctrl-D").isEqualTo("after the end\n");
  }

  @Test
  void anInterruptEndsTheWaitAndLosesNothing() throws Exception {
    FutureTask<String> waiting = new FutureTask<>(() -> read(100));
    Thread reader = Thread.ofPlatform().start(waiting);
    reader.interrupt();
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedIOException.class);
    terminal.lines.add("abc");
    assertThat(input.read()).isEqualTo('a');
    assertThat(input.available()).isEqualTo(2);
    assertThat(read(5)).isEqualTo("bc");
    assertThat(input.available()).isZero();
    terminal.lines.add("d");
    assertThat(read(5)).isEqualTo("d");
  }

  @Test
  void aFailureIsTheReaders() {
    InterruptibleInput failing =
        new InterruptibleInput(
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("gone");
              }
            });
    assertThatThrownBy(() -> failing.read(new byte[1])).hasMessage("gone");
  }

  @Test
  void readsWithoutAThreadWhatIsThere() throws IOException {
    InterruptibleInput file =
        new InterruptibleInput(
            new java.io.ByteArrayInputStream("all of it".getBytes(StandardCharsets.UTF_8)));
    assertThat(file.available()).isEqualTo(9);
    assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("all of it");
  }
}
