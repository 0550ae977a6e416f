package io.polygil.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PeerInventoryTest {
  private static String peer(String version, String kernels, boolean gil, String more) {
    return """
    {"name": "x", "interpreter": "cpython-%s", "kernels": "%s", "gil": %s,
     "command": ["python%s", "peer.py"], "versions": {"python": "%s"%s}}\
    """
        .formatted(version, kernels, gil, version, version, more);
  }

  private static Peers found(String... peers) {
    String json =
        "{\"peers\": ["
            + String.join(", ", peers)
            + "], \"absent\": [{\"name\": \"NumPy\", \"why\": \"no wheel\"}]}";
    return PeerInventory.of(JsonMapper.builder().build().readTree(json));
  }

  @Test
  void extensionsAreTakenFromTheNewestPythonThatHasAGil() {
    Peers peers =
        found(
            peer("3.9.2", "none", true, ""),
            peer("3.13.0", "none", true, ", \"numpy\": \"2.5.5\""),
            peer("3.13.0", "pyo3", true, ", \"pyo3\": \"0.30.1\""),
            peer("3.9.2", "pyo3", true, ", \"pyo3\": \"0.30.1\""),
            peer("3.14.0", "none", false, ", \"numpy\": \"2.5.5\""),
            peer("3.13.0", "pybind11", true, ", \"pybind11\": \"3.1.0\""));
    assertThat(peers.present())
        .extracting(Peer::name)
        .containsExactly(
            "CPython 3.9.2",
            "CPython 3.13.0",
            "NumPy 2.5.5, CPython 3.13.0",
            "PyO3 0.30.1, CPython 3.13.0",
            "CPython 3.14.0 free-threaded",
            "pybind11 3.1.0, CPython 3.13.0");
    assertThat(peers.present().get(2).command()).isEqualTo(List.of("python3.13.0", "peer.py"));
    assertThat(peers.absent()).containsExactly("NumPy: no wheel");
  }

  @Test
  void aMachineWithoutPeersHasNone() {
    assertThat(found().present()).isEmpty();
  }
}
