package io.polygil.compare;

/** A process ended before it answered. */
final class CrashedException extends Exception {
  private static final long serialVersionUID = 1L;

  CrashedException(String message) {
    super(message);
  }
}
