package io.polygil.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PythonEngineTest {
  private static final ContextOptions OPTIONS = ContextFixture.OPTIONS;

  @Test
  void contextsShareAnEngineOrAreAlone() {
    PythonEngine engine = new PythonEngine();
    try (PythonContext one = engine.create(OPTIONS);
        PythonContext another = engine.create(OPTIONS);
        PythonContext alone = engine.createAlone(OPTIONS);
        PythonContext alsoAlone = engine.createAlone(OPTIONS)) {
      assertThat(one.engine()).isEqualTo(another.engine());
      assertThat(alone.engine()).isNotIn(one.engine(), alsoAlone.engine());
      assertThat(alone.eval("1 + 1", int.class)).isEqualTo(2);
      engine.close();
      assertThatThrownBy(() -> one.eval("1", int.class)).isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> alone.eval("1", int.class)).isInstanceOf(RuntimeException.class);
    }
    assertThatThrownBy(() -> engine.create(OPTIONS)).hasMessageContaining("closed");
    assertThatThrownBy(() -> engine.createAlone(OPTIONS)).hasMessageContaining("closed");
  }
}
