package io.polygil.compare;

/** How long a comparison may take. */
public enum Effort {
  /** Within a minute: few rounds, figures that only show the shape. */
  QUICK,
  /** Within five minutes: figures to quote. */
  FULL
}
