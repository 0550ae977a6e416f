package io.polygil.context;

import java.util.function.Supplier;

/** Makes and raises Python exceptions in Java code that Python has called. Bound to one context. */
public interface PythonErrors {

  /**
   * Raises a built-in Python exception in the context whose Python called this Java code. It takes
   * tens of microseconds or more: an exception that is part of ordinary work is better made, and
   * raised by Python.
   *
   * @param type the exception's name, such as {@code ValueError}
   * @param message its only argument
   * @return never: declared so that callers can write {@code throw errors.raise(...)}
   */
  RuntimeException raise(String type, String message);

  /**
   * Makes a Python exception, for Python to raise.
   *
   * @param type the name of a built-in exception, or of the Java class for which a kernel module
   *     has an exception class of its own; {@code RuntimeError} where neither is known
   * @param message its only argument
   * @param note gives what {@code __notes__} begins with, when those are first read
   * @return the exception object
   */
  Object make(String type, String message, Supplier<String> note);

  /** The object that a call of Java may return to say that it has failed, always the same one. */
  Object failed();

  /** Python's {@code NotImplemented}, which says that another way is to be tried. */
  Object notImplemented();
}
