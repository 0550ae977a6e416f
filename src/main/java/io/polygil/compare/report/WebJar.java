package io.polygil.compare.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The charts' script, from the jar that Maven brings it in. */
final class WebJar {
  private static final String GROUP = "org.webjars";

  private WebJar() {}

  /** A script that comes with a library. */
  static String script(String library, String file) {
    Properties properties = new Properties();
    String about = "META-INF/maven/" + GROUP + "/" + library + "/pom.properties";
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
  static String text(String path) {
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
          "a report needs the library org.webjars:echarts on the class path: there is no " + path);
    }
    return in;
  }
}
