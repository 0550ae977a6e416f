package io.polygil;

import java.io.Serial;

/**
 * One call of a {@code map} failed; the others were cancelled. Its cause is that call's failure.
 */
public final class PythonMapException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int index;

  PythonMapException(String function, int index, Throwable cause) {
    super(function + " failed for item " + index + ": " + Failures.messageOf(cause), cause);
    this.index = index;
  }

  /** The item's index in the list, from 0. */
  public int index() {
    return index;
  }
}
