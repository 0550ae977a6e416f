package io.polygil.lab;

import java.util.List;

/**
 * What a run says of its lesson's claim.
 *
 * @param outcome whether it held
 * @param why what keeps it from being told, where it cannot be
 * @param judged its parts
 */
record Verdict(Claim.Outcome outcome, Why why, List<Claim.Judged> judged) {
  /** Two threads that get less done than this times one have no two cores. */
  private static final double TWO_CORES = 1.5;

  /** Why nothing can be told. */
  enum Why {
    NOTHING,
    SPREAD,
    CORES,
    ANSWER
  }

  /**
   * The verdict from the parts of a claim.
   *
   * @param worthOfTwoCores what two threads got done just before the rounds, in times of one
   */
  static Verdict of(List<Claim.Judged> judged, boolean parallel, double worthOfTwoCores) {
    if (parallel && worthOfTwoCores < TWO_CORES) {
      return new Verdict(Claim.Outcome.UNCLEAR, Why.CORES, judged);
    }
    if (judged.stream().anyMatch(each -> each.outcome() == Claim.Outcome.FAILS)) {
      return new Verdict(Claim.Outcome.FAILS, Why.NOTHING, judged);
    }
    return judged.stream().anyMatch(each -> each.outcome() == Claim.Outcome.UNCLEAR)
        ? new Verdict(Claim.Outcome.UNCLEAR, Why.SPREAD, judged)
        : new Verdict(Claim.Outcome.HOLDS, Why.NOTHING, judged);
  }

  /** The verdict of a run with a wrong answer: its times mean nothing. */
  static Verdict wrongAnswer() {
    return new Verdict(Claim.Outcome.UNCLEAR, Why.ANSWER, List.of());
  }
}
