package io.polygil;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What a future failed with, as its caller is to get it. */
final class Failures {
  private Failures() {}

  /** The failure without the wrapping of futures, to be thrown; an error is thrown here. */
  static RuntimeException unwrapped(@Nullable Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof ExecutionException
            || cause instanceof CompletionException
            || cause instanceof CancellationException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException(String.valueOf(cause), cause);
  }

  /** What it says, or at least what it is. */
  static String messageOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
