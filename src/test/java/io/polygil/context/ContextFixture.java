package io.polygil.context;

import java.util.List;

/** One engine and its contexts for a test class: making the first takes seconds. */
final class ContextFixture implements AutoCloseable {
  static final ContextOptions OPTIONS =
      ContextOptions.quiet(List.of(), List.of(), Permissions.none());

  private final PythonEngine engine = new PythonEngine(Permissions.none());

  PythonContext create() {
    return engine.create(OPTIONS);
  }

  @Override
  public void close() {
    engine.close();
  }
}
