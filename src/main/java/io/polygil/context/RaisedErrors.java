package io.polygil.context;

import org.graalvm.polyglot.Value;

/** Raises by a function of bootstrap.py. */
record RaisedErrors(Value raiser) implements PythonErrors {
  @Override
  public RuntimeException raise(String type, String message) {
    raiser.executeVoid(type, message);
    return notRaised(type, message);
  }

  @Override
  public RuntimeException raise(String type, String message, String note) {
    raiser.executeVoid(type, message, note);
    return notRaised(type, message);
  }

  private static RuntimeException notRaised(String type, String message) {
    return new IllegalStateException("Python did not raise " + type + ": " + message);
  }
}
