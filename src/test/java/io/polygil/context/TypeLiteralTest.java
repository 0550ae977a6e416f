package io.polygil.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeLiteralTest {
  private static class Named extends TypeLiteral<List<String>> {}

  private static final class Indirect extends Named {}

  private static <E> TypeLiteral<List<E[]>> variable() {
    return new TypeLiteral<>() {};
  }

  @Test
  void keepsItsArgument() {
    TypeLiteral<Map<String, List<Integer>>> literal = new TypeLiteral<>() {};
    assertThat(literal.type().getTypeName())
        .isEqualTo("java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>");
    assertThat(literal).hasToString(literal.type().getTypeName());
    assertThat(new TypeLiteral<String>() {}.type()).isEqualTo(String.class);
  }

  @Test
  void literalsOfOneTypeAreEqual() {
    assertThat(new Named())
        .isEqualTo(new TypeLiteral<List<String>>() {})
        .hasSameHashCodeAs(new TypeLiteral<List<String>>() {})
        .isNotEqualTo(new TypeLiteral<List<Integer>>() {})
        .isNotEqualTo(null);
  }

  @Test
  @SuppressWarnings("rawtypes")
  void refusesWhatSaysNothing() {
    assertThatThrownBy(() -> new TypeLiteral() {})
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a type argument of its own: write new TypeLiteral");
    assertThatThrownBy(Indirect::new)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a type argument of its own");
    assertThatThrownBy(TypeLiteralTest::<String>variable)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("type variable");
  }
}
