package io.polygil.cli;

import java.io.Serial;

/** A command was asked for something that it cannot do: its message says what to ask instead. */
final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
