package io.polygil;

import java.io.Serial;

/** A pool could not make or warm up a context. Its cause says what Python or the host said. */
public final class ContextCreationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  ContextCreationException(String pool, Throwable cause) {
    super(
        "Pool \"" + pool + "\" could not make a Python context: " + Failures.messageOf(cause),
        cause);
  }
}
