package io.polygil.compare;

/** Whether tables are coloured. */
public enum Colours {
  /** For a terminal: the best figures green, the worst red. */
  ON,
  /** For a pipe or a file. */
  OFF
}
