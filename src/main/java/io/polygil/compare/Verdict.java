package io.polygil.compare;

import org.jspecify.annotations.Nullable;

/**
 * Whether a document's claim held here.
 *
 * @param holds null where this machine cannot tell
 * @param sentence one plain sentence with the figures that decided
 */
public record Verdict(@Nullable Boolean holds, String sentence) {

  static Verdict notTestable(String why) {
    return new Verdict(null, why + ": not testable here.");
  }
}
