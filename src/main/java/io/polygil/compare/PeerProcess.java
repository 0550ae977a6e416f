package io.polygil.compare;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A peer's process, which does what it is told in lines of JSON. Its protocol is described in
 * {@code benchmarks/peers/cpython/peer.py}.
 */
final class PeerProcess implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int END_SECONDS = 5;

  private final Process process;
  private final BufferedWriter to;
  private final BufferedReader from;
  private final File errors;

  private PeerProcess(Process process, File errors) {
    this.process = process;
    this.to = process.outputWriter(StandardCharsets.UTF_8);
    this.from = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  /**
   * Starts one.
   *
   * @throws CrashedException if it ends before it is ready
   */
  static PeerProcess start(List<String> command) throws CrashedException {
    try {
      File errors = File.createTempFile("polygil-peer", ".txt");
      PeerProcess peer =
          new PeerProcess(
              new ProcessBuilder(new ArrayList<>(command)).redirectError(errors).start(), errors);
      var _ = peer.read();
      return peer;
    } catch (IOException e) {
      throw new CrashedException(command.getFirst() + " could not be started: " + e.getMessage());
    }
  }

  static ObjectNode request(String what) {
    return MAPPER.createObjectNode().put("do", what);
  }

  static ObjectNode prepare(String function, List<?> arguments) {
    ObjectNode request = request("prepare").put("function", function);
    request.set("arguments", MAPPER.valueToTree(arguments));
    return request;
  }

  /**
   * Sends one request and waits for its answer.
   *
   * @throws CrashedException if the process ends before it has answered
   */
  JsonNode ask(ObjectNode request) throws CrashedException {
    try {
      to.write(MAPPER.writeValueAsString(request));
      to.newLine();
      to.flush();
    } catch (IOException e) {
      // It may have ended: what it said last is better than "broken pipe".
      throw crashed();
    }
    return read();
  }

  private JsonNode read() throws CrashedException {
    try {
      String line = from.readLine();
      if (line != null) {
        return MAPPER.readTree(line);
      }
    } catch (IOException e) {
      throw crashed();
    }
    throw crashed();
  }

  private CrashedException crashed() {
    String code = "ended";
    try {
      code =
          process.waitFor(END_SECONDS, TimeUnit.SECONDS)
              ? ExitCodes.text(process.exitValue())
              : "no longer answers";
      List<String> lines = Files.readAllLines(errors.toPath(), StandardCharsets.ISO_8859_1);
      String last = lines.stream().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
      return new CrashedException(last.isEmpty() ? code : code + ": " + last.strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      return new CrashedException(code);
    }
    return new CrashedException(code);
  }

  @Override
  public void close() {
    try (to;
        from) {
      to.write(MAPPER.writeValueAsString(request("quit")));
      to.newLine();
      to.flush();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      // It has ended already.
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(errors.toPath());
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A leftover in the folder for temporary files.
      file.toFile().deleteOnExit();
    }
  }
}
