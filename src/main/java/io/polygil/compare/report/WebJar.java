package io.polygil.compare.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Scripts and styles of libraries, from the jars that Maven brings them in. */
public final class WebJar {

  private WebJar() {}

  /**
   * A script or a style that comes with a library.
   *
   * @param group the library's Maven group
   */
  public static String text(String group, String library, String file) {
    Properties properties = new Properties();
    String about = "META-INF/maven/" + group + "/" + library + "/pom.properties";
    try (InputStream in = open(about)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + about, e);
    }
    return text(
        "META-INF/resources/webjars/%s/%s/%s"
            .formatted(library, properties.getProperty("version"), file));
  }

  /** A text among the resources of all jars. */
  public static String text(String path) {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static InputStream open(String path) {
    @Nullable InputStream in = WebJar.class.getResourceAsStream("/" + path);
    if (in == null) {
      throw new IllegalStateException(
          "a page needs its libraries, such as org.webjars:echarts, on the class path: there is no "
              + path);
    }
    return in;
  }
}
