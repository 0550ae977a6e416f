package io.polygil.context;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** One engine and its contexts for a test class: making the first takes seconds. */
final class ContextFixture implements AutoCloseable {
  private final PythonEngine engine = new PythonEngine(Permissions.none());

  PythonContext create() {
    return engine.create(
        new ContextOptions(
            List.of(),
            List.of(),
            Permissions.none(),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream()));
  }

  @Override
  public void close() {
    engine.close();
  }
}
