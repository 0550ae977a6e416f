package io.polygil.cli;

/**
 * One thing that {@code polygil doctor} looked at.
 *
 * @param name what was looked at
 * @param state how it is
 * @param found what there is
 * @param advice what to do; empty where there is nothing to do
 */
record Check(String name, State state, String found, String advice) {
  /** How a thing is. */
  enum State {
    /** As it should be. */
    GOOD("ok"),
    /** Optional, and not there. */
    ABSENT("absent"),
    /** There, but not as good as it could be. */
    WORSE("slower"),
    /** Needed, and not there. */
    WRONG("wrong");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Check good(String name, String found) {
    return new Check(name, State.GOOD, found, "");
  }

  /** Its line says that it is optional: "absent" alone reads as if something were wrong. */
  static Check absent(String name, String found, String advice) {
    return new Check(name, State.ABSENT, "optional: " + found, advice);
  }

  static Check worse(String name, String found, String advice) {
    return new Check(name, State.WORSE, found, advice);
  }

  static Check wrong(String name, String found, String advice) {
    return new Check(name, State.WRONG, found, advice);
  }
}
