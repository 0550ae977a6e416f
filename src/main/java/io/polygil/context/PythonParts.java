package io.polygil.context;

import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** What a Python value is and its parts, as values.py tells them. */
final class PythonParts {
  private static final PythonParts NONE = new PythonParts("object", new Value[0]);

  private final String kind;
  private final Value[] all;

  private PythonParts(String kind, Value[] all) {
    this.kind = kind;
    this.all = all;
  }

  /** A value without parts. */
  static PythonParts none() {
    return NONE;
  }

  /** Asks a function of values.py that answers by one call of its first argument. */
  static PythonParts ask(Value function, Object... arguments) {
    Answer answer = new Answer();
    Object[] asked = new Object[arguments.length + 1];
    asked[0] = answer;
    System.arraycopy(arguments, 0, asked, 1, arguments.length);
    function.executeVoid(asked);
    Value[] values = answer.values;
    if (values == null) {
      throw new IllegalStateException("values.py gave no answer");
    }
    return new PythonParts(values[0].asString(), values);
  }

  /** What the value is, such as {@code list}; {@code object} for what has no parts. */
  String kind() {
    return kind;
  }

  int size() {
    return all.length - 1;
  }

  Value get(int index) {
    return all[index + 1];
  }

  int number(int index) {
    return get(index).asInt();
  }

  // Converting starts after the call has ended, so that no Python frames pile up on the stack.
  private static final class Answer implements ProxyExecutable {
    private Value @Nullable [] values;

    @Override
    public @Nullable Object execute(Value... arguments) {
      values = arguments;
      return null;
    }
  }
}
