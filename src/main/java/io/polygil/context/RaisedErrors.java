package io.polygil.context;

import java.util.function.Supplier;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** Makes and raises by functions of bootstrap.py. */
final class RaisedErrors implements PythonErrors {
  private final Value raiser;
  private final Value maker;
  private final Value failed;
  private final Value notImplemented;

  RaisedErrors(Value bootstrap) {
    raiser = bootstrap.getMember("raise_error");
    maker = bootstrap.getMember("make_error");
    failed = bootstrap.getMember("failed");
    notImplemented = bootstrap.getMember("not_implemented");
  }

  @Override
  public RuntimeException raise(String type, String message) {
    raiser.executeVoid(type, message);
    return new IllegalStateException("Python did not raise " + type + ": " + message);
  }

  @Override
  public Object make(String type, String message, Supplier<String> note) {
    return maker.execute(type, message, (ProxyExecutable) _ -> note.get());
  }

  @Override
  public Object failed() {
    return failed;
  }

  @Override
  public Object notImplemented() {
    return notImplemented;
  }
}
