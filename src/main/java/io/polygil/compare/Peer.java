package io.polygil.compare;

import java.util.List;

/**
 * A document's own system on this machine.
 *
 * @param kind what it is
 * @param name with its version
 * @param command starts its process
 */
public record Peer(ContenderKind kind, String name, List<String> command) {
  /** Copies the list. */
  public Peer {
    command = List.copyOf(command);
  }
}
