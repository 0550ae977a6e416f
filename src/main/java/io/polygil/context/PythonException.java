package io.polygil.context;

import java.io.Serial;

/**
 * A Python exception that left its context. It is plain Java: it outlives the context and may cross
 * threads and machines.
 */
public final class PythonException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String type;
  private final String pythonMessage;
  private final String traceback;

  /**
   * An exception with what Python told of it.
   *
   * @param type the class's qualified name, without {@code builtins.}
   * @param pythonMessage {@code str(exception)}
   * @param traceback Python's own text, from "Traceback (most recent call last):" to the last line
   */
  public PythonException(String type, String pythonMessage, String traceback) {
    super(pythonMessage.isEmpty() ? type : type + ": " + pythonMessage);
    this.type = type;
    this.pythonMessage = pythonMessage;
    this.traceback = traceback;
  }

  /**
   * The Python class's qualified name, such as {@code ValueError} or {@code json.JSONDecodeError}.
   */
  public String type() {
    return type;
  }

  /** The exception's own text, {@code str(exception)}; empty where it has none. */
  public String pythonMessage() {
    return pythonMessage;
  }

  /** The traceback as Python prints it, with file and line of each frame. */
  public String traceback() {
    return traceback;
  }
}
