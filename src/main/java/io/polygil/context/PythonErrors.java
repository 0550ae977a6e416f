package io.polygil.context;

/** Raises Python exceptions from Java code that Python has called. Bound to one context. */
@FunctionalInterface
public interface PythonErrors {

  /**
   * Raises a built-in Python exception in the context whose Python called this Java code.
   *
   * @param type the exception's name, such as {@code ValueError}
   * @param message its only argument
   * @return never: declared so that callers can write {@code throw errors.raise(...)}
   */
  RuntimeException raise(String type, String message);
}
