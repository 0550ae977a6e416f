package io.polygil.context;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Python exception that left its context. It is plain Java: it outlives the context and may cross
 * threads and machines. Its Java stack trace begins with Python's frames.
 */
public final class PythonException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private static final Pattern FRAME =
      Pattern.compile("(?m)^  File \"(.*)\", line (\\d{1,9}), in (.*)$");

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
    setStackTrace(withPythonFrames(traceback, getStackTrace()));
  }

  // Innermost first, as Java has it, so that a log of the exception shows where Python was.
  private static StackTraceElement[] withPythonFrames(String text, StackTraceElement[] java) {
    List<StackTraceElement> frames = new ArrayList<>();
    Matcher matcher = FRAME.matcher(text);
    while (matcher.find()) {
      frames.add(
          new StackTraceElement(
              "<python>", matcher.group(3), matcher.group(1), Integer.parseInt(matcher.group(2))));
    }
    Collections.reverse(frames);
    Collections.addAll(frames, java);
    return frames.toArray(StackTraceElement[]::new);
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
