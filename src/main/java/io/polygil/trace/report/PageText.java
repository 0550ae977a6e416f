package io.polygil.trace.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of the timeline's page that are the same in each: markup, style and script. */
final class PageText {
  /** In the order in which they need each other. */
  private static final List<String> SCRIPTS =
      List.of(
          "model",
          "view",
          "layout",
          "theme",
          "paint",
          "highlight",
          "axis",
          "tip",
          "search",
          "pointer",
          "keys",
          "main");

  private PageText() {}

  static String markup() {
    return resource("timeline.html");
  }

  static String style() {
    return resource("timeline.css");
  }

  /** All scripts as one, whose names no other script can see. */
  static String script() {
    return SCRIPTS.stream()
        .map(name -> resource(name + ".js"))
        .collect(Collectors.joining("\n", "\"use strict\";\n(() => {\n", "})();\n"));
  }

  private static String resource(String name) {
    try (InputStream in = PageText.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + name + " beside this class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
