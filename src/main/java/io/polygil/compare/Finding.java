package io.polygil.compare;

/**
 * What the figures of an experiment say of its claim, before it is known whether they may.
 *
 * @param holds whether the claim held
 * @param figures what decided, as a sentence without its end
 */
record Finding(boolean holds, String figures) {
  Verdict verdict() {
    return new Verdict(
        holds, figures + (holds ? ": the claim holds." : ": the claim does not hold here."));
  }

  /** The figures without a judgement, on a machine or in a time that could not show it. */
  Verdict undecided(String why) {
    return Verdict.notTestable(figures + ". " + why);
  }
}
