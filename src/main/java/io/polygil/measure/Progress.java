package io.polygil.measure;

/** Hears how far a measurement has come. It is called between rounds, on the measuring thread. */
@FunctionalInterface
public interface Progress {

  /** What a round is run for. */
  enum Phase {
    /** The round warms up and its time is not part of the statistics. */
    WARM_UP,
    /** The round is measured. */
    MEASURE
  }

  /**
   * One more round has ended.
   *
   * @param name the workload's name
   * @param phase what the round was run for
   * @param done rounds of this phase done so far, from 1
   * @param expected rounds of this phase in all; in warm-up this is the most there can be
   */
  void round(String name, Phase phase, int done, int expected);

  /** Returns a progress that tells nobody. */
  static Progress none() {
    return (name, phase, done, expected) -> {};
  }
}
