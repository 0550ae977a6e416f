package io.polygil.cli;

import io.polygil.lab.Lab;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Serves the lab until Ctrl-C. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Opens a page for teaching: ten lessons, each an experiment that runs while you watch its"
          + " threads wait for the GIL, and a place to try programs of your own.",
      "The page is for this machine only. Ctrl-C ends it."
    },
    footer = {"", "Examples:", "  polygil lab", "  polygil lab --port 8080 --no-browser"})
final class LabCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 7323;
  private static final int LARGEST_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = Port.class,
      description =
          "Where to listen, 0 to 65535, 0 for any free port; by default "
              + USUAL_PORT
              + ", or any port where it is taken.")
  private @Nullable Integer port;

  @Option(names = "--no-browser", description = "Only print the address.")
  private boolean withoutBrowser;

  /** Reads a port. */
  static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      // Five digits at most, which no int overflows.
      int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
      if (port < 0 || port > LARGEST_PORT) {
        throw new TypeConversionException(
            "'" + text + "' is no port: give a number from 0 to " + LARGEST_PORT);
      }
      return port;
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    quieten("org.eclipse.jetty");
    quieten("io.javalin");
    Lab lab = start();
    Thread end = new Thread(lab::close, "lab-end");
    Runtime.getRuntime().addShutdownHook(end);
    PrintStream out = System.out;
    out.println("The lab is at " + lab.address() + " (Ctrl-C ends it)");
    out.flush();
    if (!withoutBrowser) {
      open(lab.address());
    }
    // Ctrl-C ends the process, with the hook above.
    new CountDownLatch(1).await();
    return 0;
  }

  /** What a server logs of its own start is nothing to a teacher; --verbose shows it. */
  private static void quieten(String logger) {
    if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
      System.setProperty("org.slf4j.simpleLogger.log." + logger, "warn");
    }
  }

  private Lab start() {
    Integer asked = port;
    try {
      return Lab.start(asked == null ? USUAL_PORT : asked);
    } catch (IOException e) {
      if (asked != null) {
        throw new UsageException(
            "--port: " + e.getMessage() + ": choose another one, or leave --port out");
      }
      return startAnywhere();
    }
  }

  private static Lab startAnywhere() {
    try {
      return Lab.start(0);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static void open(URI address) {
    boolean isMac = System.getProperty("os.name").startsWith("Mac");
    boolean hasDisplay =
        System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    if (!isMac && !hasDisplay) {
      System.err.println(
          "polygil lab: no display here to open a browser on: open the address above");
      return;
    }
    try {
      var _ =
          new ProcessBuilder(isMac ? "open" : "xdg-open", address.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      System.err.println("polygil lab: found no browser to open: open the address above yourself");
    }
  }
}
