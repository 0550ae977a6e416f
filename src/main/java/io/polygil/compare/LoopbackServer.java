package io.polygil.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/**
 * A server on this machine that takes its time to answer, as one across a network does: to each
 * byte it is sent it answers with {@value #REPLY_BYTES} bytes.
 */
public final class LoopbackServer implements AutoCloseable {
  /** How many bytes an answer has. */
  public static final int REPLY_BYTES = 1024;

  static final Duration LATENCY = Duration.ofMillis(10);

  private final ServerSocket listener;

  /** Listens from now on. */
  public LoopbackServer() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on this machine's loopback address", e);
    }
    Thread.ofVirtual().name("loopback-server").start(this::serve);
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    while (!listener.isClosed()) {
      accept();
    }
  }

  private void accept() {
    try {
      Socket client = listener.accept();
      Thread.ofVirtual().start(() -> answer(client));
    } catch (IOException e) {
      // Closed, or a client that has gone before it was met: the next one may be there.
    }
  }

  private static void answer(Socket client) {
    byte[] reply = new byte[REPLY_BYTES];
    Arrays.fill(reply, (byte) '!');
    try (client;
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream()) {
      client.setTcpNoDelay(true);
      while (in.read() >= 0) {
        Thread.sleep(LATENCY);
        out.write(reply);
      }
    } catch (IOException e) {
      // The client has gone, and nobody waits for an answer.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
