package io.polygil.compare;

/** A contender lacks what a row needs. */
final class AbsentException extends Exception {
  private static final long serialVersionUID = 1L;

  AbsentException(String message) {
    super(message);
  }
}
