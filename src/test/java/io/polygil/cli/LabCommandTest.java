package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.compare.FreshProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LabCommandTest {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/[\\w-]+/");

  @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

  @Test
  void aPortThatIsTakenIsOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int code = Main.execute("lab", "--no-browser", "--port", "" + taken.getLocalPort());
      assertThat(code).isEqualTo(2);
    }
    assertThat(streams.err().lines())
        .singleElement()
        .asString()
        .startsWith("polygil lab: --port: cannot listen on port ")
        .endsWith("leave --port out");
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    for (String port : new String[] {"70000", "abc", "-1", ""}) {
      assertThat(Main.execute("lab", "--port", port)).isEqualTo(2);
      assertThat(streams.err())
          .contains("'--port': '" + port + "' is no port: give a number from 0 to 65535");
    }
  }

  @Test
  void ctrlCEndsIt() throws Exception {
    Process process = start("--port", "0");
    try (BufferedReader out = process.inputReader();
        BufferedReader err = process.errorReader()) {
      Matcher line = ADDRESS.matcher(out.readLine());
      assertThat(line.find()).isTrue();
      // There is no display to open a browser on.
      assertThat(err.readLine()).contains("open the address above");
      URI address = URI.create(line.group());
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request = HttpRequest.newBuilder(address).build();
      assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("Polygil lab");
      assertThat(new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor()).isZero();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(out.lines()).isEmpty();
      assertThat(err.lines()).isEmpty();
      Assertions.assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(ConnectException.class);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String... options) throws IOException {
    // A shell in the background would ignore SIGINT, and its children with it.
    List<String> command =
        new ArrayList<>(
            List.of("env", "--default-signal=INT", "-u", "DISPLAY", "-u", "WAYLAND_DISPLAY"));
    command.addAll(FreshProcess.command(Main.class, "lab"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).start();
  }
}
