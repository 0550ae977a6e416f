package io.polygil.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.polygil.compare.report.WebJar;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The page, in a browser. */
class LabPageTest {
  @RegisterExtension static final BrowserFixture BROWSER = new BrowserFixture(LaneSource::watch);

  private static final String ENDLESS =
      """
      while True:
          try:
              while True:
                  pass
          except BaseException:
              pass
      """;

  @AfterEach
  void noPageComplained() {
    assertThat(BROWSER.problems()).isEmpty();
  }

  private static void write(Page page, String program) {
    page.evaluate(
        "program => document.querySelector('.CodeMirror').CodeMirror.setValue(program)", program);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyLessonRuns(int number) {
    Page page = BROWSER.open("#/" + number);
    page.click("#run");
    assertThat(BrowserFixture.awaitEnd(page)).startsWith("Done in ");
    Lesson lesson = Lessons.all().get(number - 1);
    assertThat(page.querySelectorAll("#table tbody tr")).hasSize(lesson.rows().size());
    assertThat(page.querySelectorAll("#table td.right")).hasSize(lesson.rows().size());
    assertThat(page.querySelectorAll("#table td.median"))
        .allMatch(cell -> cell.textContent().matches("[\\d.]+\u00a0(ns|µs|ms|s)( spread)?"));
    assertThat(page.textContent("#verdict"))
        .containsAnyOf("holds here", "does not hold here", "Cannot tell", "Every answer is right")
        .doesNotContain("{", "undefined", "NaN");
    assertThat(page.isVisible("#paired")).isEqualTo(!lesson.claims().isEmpty());
    assertThat(page.querySelectorAll("#lanes-table tbody tr")).isNotEmpty();
    assertThat(page.querySelectorAll("#chart canvas")).hasSize(1);
    assertThat(page.querySelectorAll("#pictures img")).hasSize(number == 7 ? 2 : 0);
    if (number == 9) {
      assertThat(page.textContent(".wrong-side .says")).contains("kernel-worker", "callbacks.held");
      assertThat(page.textContent(".right-side .says")).contains("42");
    }
    // All of it comes from this machine.
    assertThat(BROWSER.requests())
        .allMatch(url ->
            url.startsWith(BROWSER.address())
                || url.startsWith("data:image/png")
                || url.startsWith("blob:"));
  }

  @Test
  void stopEndsPythonThatCatchesEverything() {
    Page page = BROWSER.open("#/play");
    write(page, "print('begun', flush=True)\n" + ENDLESS);
    page.click("#run");
    page.waitForSelector("#output-text:has-text('begun')");
    assertThat(thread("lab-run")).isNotNull();
    page.click("#stop");
    assertThat(BrowserFixture.awaitEnd(page)).isEqualTo("Stopped. Nothing is left running.");
    awaitNothingRuns();
  }

  private static Thread thread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .findAny()
        .orElse(null);
  }

  private static void awaitNothingRuns() {
    await().atMost(Duration.ofSeconds(30)).until(() -> thread("lab-run") == null);
    await().atMost(Duration.ofSeconds(30)).until(() -> thread("lab-lanes") == null);
  }

  @Test
  void badPythonGetsItsTraceback() {
    Page page = BROWSER.open("#/play");
    write(page, "def half(n):\n    return n / 0\n\nhalf(1)\n");
    page.click("#run");
    assertThat(BrowserFixture.awaitEnd(page)).startsWith("Python raised");
    assertThat(page.textContent("#output-text"))
        .contains("File \"<editor>\", line 2, in half")
        .endsWith("ZeroDivisionError: division by zero\n")
        .doesNotContain("free_play.py", "io.polygil");
    write(page, "print(1\n");
    page.click("#run");
    assertThat(BrowserFixture.awaitEnd(page)).startsWith("Python raised");
    assertThat(page.textContent("#output-text")).contains("line 1", "SyntaxError");
    assertThat(page.isHidden("#result")).isTrue();
  }

  @Test
  void theSandboxIsClosedAndOutputHasAnEnd() {
    Page page = BROWSER.open("#/play");
    write(page, "open('/etc/passwd')");
    page.click("#run");
    BrowserFixture.awaitEnd(page);
    assertThat(page.textContent("#output-text")).contains("PermissionError");
    write(page, "import socket\nsocket.create_connection(('127.0.0.1', 1))");
    page.click("#run");
    BrowserFixture.awaitEnd(page);
    assertThat(page.textContent("#output-text")).contains("PermissionError");
    write(page, "for i in range(1000): print('x' * 100)");
    page.click("#run");
    assertThat(BrowserFixture.awaitEnd(page)).startsWith("Done");
    assertThat(page.textContent("#output-text"))
        .hasSizeBetween(60_000, 70_000)
        .contains("and more, which is left out");
  }

  @Test
  void reloadingInMidRunEndsIt() {
    Page page = BROWSER.open("#/play");
    write(page, "print('begun', flush=True)\n" + ENDLESS);
    page.click("#run");
    page.waitForSelector("#output-text:has-text('begun')");
    page.reload();
    page.waitForSelector("#run:enabled");
    awaitNothingRuns();
    // What was written is kept, and the visitor may run again.
    write(page, "print('again')");
    page.click("#run");
    assertThat(BrowserFixture.awaitEnd(page)).startsWith("Done");
    assertThat(page.textContent("#output-text")).startsWith("again\n");
  }

  @Test
  void closingThePageEndsItsRun() {
    Page page = BROWSER.open("#/play");
    write(page, "print('begun', flush=True)\n" + ENDLESS);
    page.click("#run");
    page.waitForSelector("#output-text:has-text('begun')");
    page.close();
    awaitNothingRuns();
  }

  @Test
  void ofTwoTabsTheSecondWaits() {
    Page first = BROWSER.open("#/play");
    write(first, "print('begun', flush=True)\n" + ENDLESS);
    first.click("#run");
    first.waitForSelector("#output-text:has-text('begun')");
    Page second = BROWSER.open("#/9", first.context());
    second.click("#run");
    second.waitForSelector("#status:has-text('number 1 in the queue')");
    first.click("#stop");
    assertThat(BrowserFixture.awaitEnd(first)).startsWith("Stopped");
    assertThat(BrowserFixture.awaitEnd(second)).startsWith("Done");
  }

  @Test
  void theKeyboardIsEnough() {
    Page page = BROWSER.open("");
    page.keyboard().press("Tab");
    assertThat(focused(page)).contains("skip");
    page.keyboard().press("Enter");
    assertThat(focused(page)).isEqualTo("lesson");
    tabTo(page, "run");
    page.keyboard().press("Enter");
    page.waitForSelector("#stop:enabled");
    assertThat(focused(page)).isEqualTo("stop");
    page.keyboard().press("Enter");
    BrowserFixture.awaitEnd(page);
    assertThat(focused(page)).isEqualTo("run");
    tabTo(page, "next");
    page.keyboard().press("Enter");
    page.waitForSelector("h1:has-text('Two contexts')");
    page.navigate(BROWSER.address() + "#/play");
    page.waitForSelector(".CodeMirror");
    page.focus(".CodeMirror [contenteditable]");
    page.keyboard().press("Control+a");
    page.keyboard().type("import fibonacci\nfibonacci.");
    page.waitForSelector(".CodeMirror-hints li:has-text('fibonacci.fibonacci_gil')");
    page.keyboard().press("Escape");
    page.keyboard().press("Escape");
    tabTo(page, "play-contexts");
  }

  private static String focused(Page page) {
    return (String) page.evaluate("document.activeElement.id || document.activeElement.className");
  }

  private static void tabTo(Page page, String id) {
    for (int i = 0; i < 60 && !focused(page).equals(id); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(focused(page)).isEqualTo(id);
  }

  @Test
  void aNarrowWindowScrollsInOneDirection() {
    Page page = BROWSER.open("#/9", new Browser.NewContextOptions().setViewportSize(360, 740));
    page.click("#run");
    BrowserFixture.awaitEnd(page);
    for (String place : List.of("#/1", "#/play", "#/9")) {
      page.navigate(BROWSER.address() + place);
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
    }
  }

  @Test
  void aRunIsSharedSavedAndCompared() throws Exception {
    Page page = BROWSER.open("#/9");
    page.click("#run");
    BrowserFixture.awaitEnd(page);
    String median = page.textContent("#table td.median");
    Download download = page.waitForDownload(() -> page.click("#save-json"));
    String saved = Files.readString(download.path());
    JsonNode json = RunSink.MAPPER.readTree(saved);
    assertThat(json.get("lesson").asInt()).isEqualTo(9);
    assertThat(json.get("rows")).hasSize(3);
    Download table = page.waitForDownload(() -> page.click("#save-csv"));
    assertThat(Files.readAllLines(table.path())).hasSize(4);
    page.click("#run");
    BrowserFixture.awaitEnd(page);
    page.selectOption("#compare", "0");
    assertThat(page.textContent("#table thead")).contains("Earlier median", "Change");
    assertThat(page.textContent("#table")).contains(median.replace(" spread", ""));

    Page other = BROWSER.open("#/1");
    other.setInputFiles("#open-file", download.path());
    other.waitForSelector("#taken:has-text('A shared run')");
    assertThat(other.textContent("h1")).isEqualTo("Nested release, and a deadlock");
    assertThat(other.textContent("#table td.median")).isEqualTo(median);
    String link = other.url();
    other.navigate(BROWSER.address() + "#/2");
    other.waitForSelector("h1:has-text('Two contexts')");
    other.click("#open summary");
    other.fill("#open-link", link);
    other.press("#open-link", "Enter");
    other.waitForSelector("#taken:has-text('A shared run')");
    other.fill("#open-link", "no link");
    other.press("#open-link", "Enter");
    other.waitForSelector("#open-status:has-text('no run of this lab')");
  }

  @Test
  void bothLanguagesAndNoMotionWork() {
    Page page =
        BROWSER.open("#/9", new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.click("[data-language=zh]");
    page.waitForSelector("html[lang=zh]");
    assertThat(page.textContent("h1")).isEqualTo("嵌套释放与死锁");
    page.click("#run");
    assertThat(BrowserFixture.awaitEnd(page)).startsWith("完成");
    assertThat(page.textContent("#verdict")).startsWith("所有答案都正确。");
    page.click("[data-language=en]");
    page.waitForSelector("html[lang=en]");
    assertThat(page.textContent("#verdict")).startsWith("Every answer is right.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#/1", "#/7", "#/9", "#/10", "#/play"})
  void nothingSeriousIsInaccessible(String place) {
    for (var colours : com.microsoft.playwright.options.ColorScheme.values()) {
      Page page = BROWSER.open(place, new Browser.NewContextOptions().setColorScheme(colours));
      assertThat(violations(page)).isEmpty();
    }
  }

  @Test
  void nothingSeriousIsInaccessibleInAResult() {
    Page page = BROWSER.open("#/9");
    page.click("#run");
    BrowserFixture.awaitEnd(page);
    page.click("#lanes-details summary");
    assertThat(violations(page)).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static List<String> violations(Page page) {
    page.evaluate(WebJar.text("org.webjars.npm", "axe-core", "axe.min.js"));
    return (List<String>)
        page.evaluate(
            """
            async () => (await axe.run()).violations
              .filter(({impact}) => impact === 'serious' || impact === 'critical')
              .map(({id, help, nodes}) =>
                `${id}: ${help}: ${nodes.map(({html}) => html).join(' ').slice(0, 400)}`)
            """);
  }
}
