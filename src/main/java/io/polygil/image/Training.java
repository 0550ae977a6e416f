package io.polygil.image;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * The program of a training run. It starts Polygil's commands from a jar that is not on the class
 * path: what the cache is to hold are the libraries, which change seldom.
 */
final class Training {
  private Training() {}

  /**
   * Runs {@code polygil run}, which ends the process.
   *
   * @param arguments Polygil's jar, and the program to run
   */
  public static void main(String[] arguments) throws Exception {
    URL[] classes = {Path.of(arguments[0]).toUri().toURL()};
    // Not closed: the process ends with the command.
    URLClassLoader polygil =
        new URLClassLoader("polygil", classes, Training.class.getClassLoader());
    // Truffle looks for the instruments of the class loader of the thread, too.
    Thread.currentThread().setContextClassLoader(polygil);
    Method main = polygil.loadClass("io.polygil.cli.Main").getMethod("main", String[].class);
    main.invoke(null, (Object) new String[] {"run", arguments[1]});
  }
}
