package io.polygil.context;

/** Raises Python exceptions from Java code that Python has called. Bound to one context. */
public interface PythonErrors {

  /**
   * Raises a built-in Python exception in the context whose Python called this Java code.
   *
   * @param type the exception's name, such as {@code ValueError}
   * @param message its only argument
   * @return never: declared so that callers can write {@code throw errors.raise(...)}
   */
  RuntimeException raise(String type, String message);

  /**
   * Raises a Python exception with a note that its traceback shows.
   *
   * @param type the name of a built-in exception, or of the Java class for which a kernel module
   *     has an exception class of its own; {@code RuntimeError} where neither is known
   * @param message its only argument
   * @param note what {@code __notes__} gets
   * @return never: declared so that callers can write {@code throw errors.raise(...)}
   */
  RuntimeException raise(String type, String message, String note);
}
