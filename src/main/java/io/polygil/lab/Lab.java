package io.polygil.lab;

import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** A lab that is served on this machine, for this machine only, until it is closed. */
public final class Lab implements AutoCloseable {
  private static final String ADDRESS = "127.0.0.1";

  private final RunQueue queue;
  private final Javalin server;
  private final URI address;

  private Lab(RunQueue queue, Javalin server, URI address) {
    this.queue = queue;
    this.server = server;
    this.address = address;
  }

  /**
   * Serves the lab.
   *
   * @param port where; 0 is any that is free
   * @throws IOException if the port is taken, or may not be taken; the message says which it is
   */
  public static Lab start(int port) throws IOException {
    return start(port, LaneSource::watch);
  }

  static Lab start(int port, LaneSource.Factory lanes) throws IOException {
    requireFree(port);
    Guard guard = new Guard(Guard.newToken());
    RunQueue queue = new RunQueue();
    LabRoutes routes = new LabRoutes(guard, queue, lanes);
    Javalin server =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.startup.startupWatcherEnabled = false;
          config.http.maxRequestSize = LabRoutes.MOST_REQUEST_BYTES;
          routes.register(config.routes);
        });
    try {
      server.start(ADDRESS, port);
    } catch (JavalinBindException e) {
      queue.close();
      throw cannotListen(port, e);
    }
    return new Lab(
        queue,
        server,
        URI.create("http://" + ADDRESS + ":" + server.port() + "/" + guard.token() + "/"));
  }

  /** Javalin would log the failure before it throws it. */
  private static void requireFree(int port) throws IOException {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.ofLiteral(ADDRESS))) {
      // Closed at once, for the server.
    } catch (IOException e) {
      throw cannotListen(port, e);
    }
  }

  private static IOException cannotListen(int port, Exception cause) {
    return new IOException(
        "cannot listen on port " + port + " of " + ADDRESS + " (" + cause.getMessage() + ")",
        cause);
  }

  /** Where it is, with the token that opens it. */
  public URI address() {
    return address;
  }

  /** Ends what runs, and the server. */
  @Override
  public void close() {
    queue.close();
    server.stop();
  }
}
