package io.polygil.lab;

import io.polygil.compare.report.WebJar;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The files of the page, all from jars on the class path. Thread-safe. */
final class Assets {
  private static final String PAGE = "io/polygil/lab/page/";
  private static final String CODEMIRROR_GROUP = "org.webjars.npm";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "svg", "image/svg+xml");

  private static final Map<String, Supplier<String>> FILES =
      Map.ofEntries(
          own("index.html"),
          own("lab.css"),
          own("lab.js"),
          own("lanes.js"),
          own("charts.js"),
          own("editor.js"),
          own("results.js"),
          own("runs.js"),
          own("texts.js"),
          own("icon.svg"),
          own("en.json"),
          own("zh.json"),
          Map.entry("echarts.js", () -> WebJar.text("org.webjars", "echarts", "echarts.min.js")),
          codeMirror("codemirror.js", "lib/codemirror.js"),
          codeMirror("codemirror.css", "lib/codemirror.css"),
          codeMirror("python.js", "mode/python/python.js"),
          codeMirror("show-hint.js", "addon/hint/show-hint.js"),
          codeMirror("show-hint.css", "addon/hint/show-hint.css"),
          codeMirror("matchbrackets.js", "addon/edit/matchbrackets.js"));

  private final Map<String, String> read = new ConcurrentHashMap<>();

  /** A file, and the type that a browser is told. */
  record Asset(String type, String text) {}

  Optional<Asset> find(String name) {
    Supplier<String> file = FILES.get(name);
    if (file == null) {
      return Optional.empty();
    }
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    return Optional.of(
        new Asset(String.valueOf(type), read.computeIfAbsent(name, _ -> file.get())));
  }

  private static Map.Entry<String, Supplier<String>> own(String name) {
    return Map.entry(name, () -> WebJar.text(PAGE + name));
  }

  private static Map.Entry<String, Supplier<String>> codeMirror(String name, String file) {
    return Map.entry(name, () -> WebJar.text(CODEMIRROR_GROUP, "codemirror", file));
  }
}
