package io.polygil.compare;

import java.util.List;

/**
 * The documents' own systems, as far as this machine has them.
 *
 * @param present those that can run
 * @param absent those that cannot, each as a sentence with what is missing
 */
public record Peers(List<Peer> present, List<String> absent) {
  /** Copies the lists. */
  public Peers {
    present = List.copyOf(present);
    absent = List.copyOf(absent);
  }

  /** Polygil alone. */
  public static Peers none() {
    return new Peers(List.of(), List.of());
  }
}
