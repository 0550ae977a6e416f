package io.polygil.compare.report;

import java.io.Serial;

/** A file holds no results of a comparison: the message names it and what is wrong, on one line. */
public final class UnreadableResultsException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  UnreadableResultsException(String message) {
    super(message);
  }
}
