package io.polygil.compare;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks {@code benchmarks/peers/setup} which peers are built. */
public final class PeerInventory {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Map<String, ContenderKind> KINDS =
      Map.of(
          "none", ContenderKind.CPYTHON,
          "pyo3", ContenderKind.PYO3,
          "pybind11", ContenderKind.PYBIND11);

  private PeerInventory() {}

  /**
   * Every CPython that is set up, and NumPy and the extensions on the newest of them.
   *
   * @param setup the program {@code benchmarks/peers/setup} of a checkout
   * @throws IOException if it cannot be run or its answer cannot be read; the message says so
   */
  public static Peers find(Path setup) throws IOException {
    Process process =
        new ProcessBuilder(setup.toString(), "--check")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return of(MAPPER.readTree(answer));
    } catch (JacksonException e) {
      throw new IOException(setup + " --check gave no inventory: " + e.getOriginalMessage(), e);
    }
  }

  static Peers of(JsonNode inventory) {
    List<Peer> peers = new ArrayList<>();
    JsonNode found = inventory.path("peers");
    String newest = newest(found);
    for (JsonNode peer : found) {
      ContenderKind kind = KINDS.get(peer.path("kernels").asString());
      JsonNode versions = peer.path("versions");
      String python =
          "CPython "
              + versions.path("python").asString()
              + (peer.path("gil").asBoolean(true) ? "" : " free-threaded");
      List<String> command = new ArrayList<>();
      peer.path("command").forEach(part -> command.add(part.asString()));
      boolean isNewest = peer.path("interpreter").asString().equals(newest);
      if (kind == ContenderKind.CPYTHON) {
        peers.add(new Peer(kind, python, command));
        if (isNewest && versions.has("numpy")) {
          String name = "NumPy " + versions.get("numpy").asString() + ", " + python;
          peers.add(new Peer(ContenderKind.NUMPY, name, command));
        }
      } else if (kind != null && isNewest) {
        String name = kind == ContenderKind.PYO3 ? "PyO3 " : "pybind11 ";
        peers.add(
            new Peer(kind, name + versions.path(kind.key()).asString() + ", " + python, command));
      }
    }
    List<String> absent = new ArrayList<>();
    for (JsonNode each : inventory.path("absent")) {
      absent.add(each.path("name").asString() + ": " + each.path("why").asString());
    }
    return new Peers(peers, absent);
  }

  // Extensions that hold the GIL say nothing about it where there is none.
  private static String newest(JsonNode peers) {
    Version newest = null;
    String key = "";
    for (JsonNode peer : peers) {
      Version version = Version.parse(peer.path("versions").path("python").asString());
      if (peer.path("gil").asBoolean(true) && (newest == null || version.compareTo(newest) > 0)) {
        newest = version;
        key = peer.path("interpreter").asString();
      }
    }
    return key;
  }
}
