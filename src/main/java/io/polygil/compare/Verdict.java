package io.polygil.compare;

import org.jspecify.annotations.Nullable;

/**
 * Whether a document's claim held here.
 *
 * @param holds null where this machine cannot tell
 * @param sentence one plain sentence with the figures that decided
 */
public record Verdict(@Nullable Boolean holds, String sentence) {

  static Verdict of(boolean holds, String figures) {
    return new Verdict(
        holds, figures + (holds ? ": the claim holds." : ": the claim does not hold here."));
  }

  static Verdict notTestable(String why) {
    return new Verdict(null, why + ": not testable here.");
  }

  /** The same figures without a judgement, on a machine that could not show it. */
  Verdict undecided(String why) {
    String figures = sentence.substring(0, sentence.lastIndexOf(": the claim"));
    return new Verdict(null, figures + ". " + why + ": not testable here.");
  }
}
