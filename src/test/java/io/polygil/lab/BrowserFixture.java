package io.polygil.lab;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A lab and a browser without a window; tests that need it are skipped where there is none. */
final class BrowserFixture implements BeforeAllCallback, AfterAllCallback, AfterEachCallback {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final double RUN_MILLIS = 180_000;

  private final LaneSource.Factory lanes;
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private Lab lab;
  private Playwright playwright;
  private Browser browser;

  BrowserFixture(LaneSource.Factory lanes) {
    this.lanes = lanes;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM), "there is no " + CHROMIUM + " to show the page in");
    lab = Lab.start(0, lanes);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox")));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    problems.clear();
    requests.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  /** What the pages of this test complained about. */
  List<String> problems() {
    return problems;
  }

  /** The addresses that the pages of this test asked for. */
  List<String> requests() {
    return requests;
  }

  String address() {
    return lab.address().toString();
  }

  /** A browser of its own, at a place of the lab such as {@code #/5}. */
  Page open(String place, Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options.setLocale("en-GB"));
    contexts.add(context);
    return open(place, context);
  }

  Page open(String place) {
    return open(place, new Browser.NewContextOptions());
  }

  /** One more tab of a browser. */
  Page open(String place, BrowserContext context) {
    Page page = context.newPage();
    page.setDefaultTimeout(RUN_MILLIS);
    page.onPageError(problems::add);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        problems.add(message.text());
      }
    });
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(address() + place);
    page.waitForSelector("#run:enabled");
    return page;
  }

  /** Waits until the run of a page has ended; gives what the page then says. */
  static String awaitEnd(Page page) {
    page.waitForSelector("#run:enabled");
    return page.textContent("#status");
  }
}
