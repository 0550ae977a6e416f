package io.polygil.trace.report;

import static io.polygil.page.Html.escaped;

import io.polygil.page.Html;
import io.polygil.trace.GilDoctor;
import io.polygil.trace.GilTimeline;
import io.polygil.trace.TimelineLane;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A timeline as one page for a browser that loads nothing: style, script and data are in it. The
 * verdict and the tables are there without its script; no other script can run in it.
 */
public final class HtmlTimeline {
  private static final int SENTENCES_SHOWN = 3;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final GilTimeline timeline;
  private final GilDoctor.Diagnosis diagnosis;
  private final StringBuilder html = new StringBuilder();

  private HtmlTimeline(GilTimeline timeline) {
    this.timeline = timeline;
    diagnosis = GilDoctor.diagnose(timeline);
  }

  /**
   * Writes it to a file.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(GilTimeline timeline, Path file) throws IOException {
    // Half a character in a name is no reason to have no page.
    Files.write(file, of(timeline).getBytes(StandardCharsets.UTF_8));
  }

  /** The page's text. */
  static String of(GilTimeline timeline) {
    return new HtmlTimeline(timeline).page();
  }

  private String page() {
    String style = PageText.style();
    String script = PageText.script();
    String name = name();
    html.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src %s; \
        script-src %s; base-uri 'none'; form-action 'none'">
        <meta name="color-scheme" content="light dark">
        <title>GIL timeline of %s</title>
        <style>%s</style>
        </head>
        <body>
        <a class="skip" href="#tables">Skip to the tables</a>
        <header>
        <h1>%s</h1>
        <p class="about">%s</p>
        </header>
        <main>
        """
            .formatted(
                Html.hash(style),
                Html.hash(script),
                escaped(name),
                style,
                escaped(name),
                about(name)));
    verdict();
    html.append(PageText.markup());
    html.append("<div id=\"tables\" tabindex=\"-1\">\n")
        .append(HtmlTables.of(timeline))
        .append("</div>\n</main>\n");
    html.append(
        """
        <footer>
        <p>Who waits for the GIL stands still until the thread that has it lets it go. A kernel that
        holds the GIL keeps all other threads of its context from running Python; one that releases
        it does not.</p>
        <noscript><p>The timeline needs JavaScript; the tables have its figures.</p></noscript>
        </footer>
        """);
    html.append("<script type=\"application/json\" id=\"data\">")
        .append(Html.scriptData(data()))
        .append("</script>\n");
    html.append("<script>").append(script).append("</script>\n");
    return html.append("</body>\n</html>\n").toString();
  }

  private String data() {
    StringWriter json = new StringWriter();
    TimelineJson.write(timeline, diagnosis.sentences(), json);
    return json.toString();
  }

  /** The program without its folders. */
  private String name() {
    String program = timeline.program().strip();
    String name = program.substring(program.lastIndexOf('/') + 1);
    return name.isEmpty() ? "Python" : name;
  }

  private String about(String name) {
    List<String> parts = new ArrayList<>();
    if (!timeline.program().equals(name)) {
      parts.add(escaped(timeline.program()));
    }
    parts.add(
        "<time datetime=\"%s\">%s</time>"
            .formatted(timeline.start(), DATE.format(timeline.start())));
    parts.add(HtmlTables.text(timeline.nanos()));
    long threads = timeline.lanes().stream().map(TimelineLane::thread).distinct().count();
    int contexts = timeline.contexts().size();
    parts.add(
        "%d %s in %d %s"
            .formatted(
                threads,
                threads == 1 ? "thread" : "threads",
                contexts,
                contexts == 1 ? "context" : "contexts"));
    if (!timeline.shortest().isZero()) {
      parts.add(
          "waits and kernel calls from %s on one by one"
              .formatted(HtmlTables.text(timeline.shortest().toNanos())));
    }
    return "<span>" + String.join("</span> <span>", parts) + "</span>";
  }

  private void verdict() {
    // Nothing to mend is not to look like an alarm.
    html.append(
        """
        <section class="verdict%s" aria-labelledby="verdict-title">
        <h2 id="verdict-title" class="unseen">Verdict</h2>
        <ol>
        """
            .formatted(diagnosis.toMend() ? "" : " calm"));
    List<String> sentences = diagnosis.sentences();
    int first = Math.min(SENTENCES_SHOWN, sentences.size());
    sentences(sentences.subList(0, first));
    html.append("</ol>\n");
    if (first < sentences.size()) {
      html.append(
          "<details><summary>%d more</summary>\n<ol>\n".formatted(sentences.size() - first));
      sentences(sentences.subList(first, sentences.size()));
      html.append("</ol>\n</details>\n");
    }
    html.append("</section>\n");
  }

  private void sentences(List<String> sentences) {
    for (String sentence : sentences) {
      html.append("<li>").append(escaped(sentence)).append("</li>\n");
    }
  }
}
