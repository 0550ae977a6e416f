package io.polygil.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who is let in, and what is refused; spoken by hand, since clients choose their Host themselves.
 */
class LabServerTest {
  private static Lab lab;
  private static URI address;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.start(0);
    address = lab.address();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static String host() {
    return "127.0.0.1:" + address.getPort();
  }

  private static String ask(String request, String body, String... headers) throws IOException {
    StringBuilder text = new StringBuilder(request).append(" HTTP/1.1\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    text.append("Content-Length: ").append(body.length()).append("\r\nConnection: close\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), address.getPort())) {
      socket.getOutputStream().write((text + body).getBytes(StandardCharsets.UTF_8));
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private static String get(String path, String... headers) throws IOException {
    return ask("GET " + path, "", headers);
  }

  private static String post(String path, String body) throws IOException {
    return ask(
        "POST " + address.getPath() + path, body, "Host: " + host(), "Origin: http://" + host());
  }

  @Test
  void itListensOnThisMachineOnly() {
    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    // Wherever this machine's other addresses are, the port is free there.
    assertThat(address.getPath()).matches("/[\\w-]{32}/");
  }

  @Test
  void thePageComesWithAStrictPolicy() throws IOException {
    assertThat(get(address.getPath(), "Host: " + host()))
        .startsWith("HTTP/1.1 200")
        .contains("Content-Security-Policy: default-src 'none'; script-src 'self'")
        .contains("X-Content-Type-Options: nosniff")
        .contains("Referrer-Policy: no-referrer")
        .doesNotContain("https://", "<script>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.html", "lab.js", "en.json", "echarts.js", "codemirror.css"})
  void everyAssetIsHere(String name) throws IOException {
    assertThat(get(address.getPath() + name, "Host: " + host())).startsWith("HTTP/1.1 200");
  }

  @Test
  void withoutTheTokenThereIsNothing() throws IOException {
    for (String path : List.of("/", "/lab.js", "/wrong-token/", "/wrong-token/lessons")) {
      assertThat(get(path, "Host: " + host())).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void anotherHostOrOriginIsRefused() throws IOException {
    String page = address.getPath();
    assertThat(get(page, "Host: lab.example:" + address.getPort())).startsWith("HTTP/1.1 403");
    assertThat(get(page, "Host: 127.0.0.1")).startsWith("HTTP/1.1 403");
    assertThat(get(page, "Host: " + host(), "Origin: http://example.org"))
        .startsWith("HTTP/1.1 403");
    assertThat(get(page, "Host: localhost:" + address.getPort())).startsWith("HTTP/1.1 200");
    assertThat(ask("POST " + page + "runs", "{}", "Host: " + host())).startsWith("HTTP/1.1 403");
  }

  @Test
  void wrongRequestsSayWhatIsWrong() throws IOException {
    assertThat(post("runs", "no json")).startsWith("HTTP/1.1 400").contains("no JSON");
    assertThat(post("runs", "{\"lesson\":1}")).startsWith("HTTP/1.1 400").contains("visitor");
    assertThat(post("runs", "{\"visitor\":\"a\",\"lesson\":11}"))
        .startsWith("HTTP/1.1 400")
        .contains("no lesson 11");
    String play =
        "{\"visitor\":\"a\",\"play\":{\"source\":\"1\",\"contexts\":%d,\"threads\":%d,"
            + "\"policy\":\"held\"}}";
    assertThat(post("runs", play.formatted(9, 1)))
        .startsWith("HTTP/1.1 400")
        .contains("contexts must be from 1 to 8, got 9");
    assertThat(post("runs", play.formatted(1, 17)))
        .contains("threads must be from 1 to 16, got 17");
    assertThat(post("runs", "{\"visitor\":\"a\",\"x\":\"" + "x".repeat(600_000) + "\"}"))
        .startsWith("HTTP/1.1 413");
    assertThat(post("runs/none/stop", "")).startsWith("HTTP/1.1 404");
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    assertThatThrownBy(() -> Lab.start(address.getPort()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + address.getPort());
  }
}
