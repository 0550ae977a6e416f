package io.polygil.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** References to Python objects, keyword arguments, and how long the former are valid. */
class PythonObjectTest {
  private static ContextFixture fixture;
  private static PythonContext context;

  @BeforeAll
  static void start() {
    fixture = new ContextFixture();
    context = fixture.create();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static PythonObject object(String expression) {
    return Objects.requireNonNull(context.eval(expression, PythonObject.class));
  }

  @Test
  void anObjectIsCalledReadAndConverted() {
    PythonObject counter = object("__import__('collections').Counter('abba')");
    assertThat(counter.pythonType()).isEqualTo("collections.Counter");
    assertThat(counter.as(new TypeLiteral<Map<String, Integer>>() {}))
        .isEqualTo(Map.of("a", 2, "b", 2));
    assertThat(counter.as(Object.class)).isEqualTo(Map.of("a", 2L, "b", 2L));
    assertThat(counter.get("total", PythonObject.class).call(int.class)).isEqualTo(4);
    assertThat(counter.get("most_common", PythonObject.class))
        .extracting(method -> method.call(new TypeLiteral<List<List<Object>>>() {}, 1))
        .isEqualTo(List.of(List.of("a", 2L)));
    assertThat(object("3").toString()).isEqualTo("3");
    assertThat(object("None").as(Object.class)).isNull();
  }

  @Test
  void anObjectIsPassedAsItself() {
    PythonObject list = object("[1]");
    context.call("operator:iadd", void.class, list, List.of(2));
    assertThat(list.as(Object.class)).isEqualTo(List.of(1L, 2L));
    assertThat(context.call("operator:is_", boolean.class, list, list)).isTrue();
    assertThat(context.call("operator:getitem", Object.class, List.of(list), 0))
        .isEqualTo(List.of(1L, 2L));
  }

  @Test
  void objectsAreFoundInsideStructures() {
    List<PythonObject> objects = context.eval("[len, {}]", new TypeLiteral<>() {});
    assertThat(objects.getFirst().call(int.class, "four")).isEqualTo(4);
    assertThat(objects.getLast().pythonType()).isEqualTo("dict");
  }

  @Test
  void errorsArePythonsOwn() {
    PythonObject number = object("3");
    assertThatThrownBy(() -> number.get("nothing", Object.class))
        .isInstanceOfSatisfying(
            PythonException.class, e -> assertThat(e.type()).isEqualTo("AttributeError"));
    assertThatThrownBy(() -> number.call(Object.class))
        .isInstanceOfSatisfying(
            PythonException.class, e -> assertThat(e.type()).isEqualTo("TypeError"));
    assertThatThrownBy(() -> number.as(String.class))
        .isInstanceOf(ConversionException.class)
        .hasMessage("object: expected str, got int");
    PythonObject mute = object("type('Mute', (), {'__str__': lambda self: 1 / 0})()");
    assertThat(mute.toString()).isEqualTo("PythonObject(without text)");
  }

  @Test
  void anObjectEndsWithItsScope() {
    try (PythonContext other = fixture.create()) {
      PythonObject object = other.eval("[1]", PythonObject.class);
      other.endScope();
      assertThatThrownBy(() -> object.as(Object.class))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("convert it to a Java value, with as(...), before that");
      assertThatThrownBy(object::pythonType).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> other.call("builtins:len", int.class, object))
          .isInstanceOf(IllegalStateException.class);
      assertThat(object.toString()).isEqualTo("PythonObject(its lease is closed)");
      assertThat(other.eval("[1]", PythonObject.class).as(Object.class)).isEqualTo(List.of(1L));
    }
  }

  @Test
  void anObjectStaysInItsContext() {
    try (PythonContext other = fixture.create()) {
      PythonObject object = other.eval("[1]", PythonObject.class);
      assertThatThrownBy(() -> context.call("builtins:len", int.class, object))
          .isInstanceOf(ConversionException.class)
          .hasMessageContaining("argument 1: this PythonObject is of another Python context")
          .hasMessageContaining("convert it to a Java value");
    }
  }

  @Test
  void keywordsBecomeKeywordArguments() {
    PythonObject function = object("lambda *a, **k: (a, list(k.items()))");
    assertThat(function.call(Object.class, 1, Keywords.of("needle", "is").and("limit", null)))
        .isEqualTo(
            List.of(List.of(1L), List.of(List.of("needle", "is"), Arrays.asList("limit", null))));
    assertThat(context.call("builtins:int", int.class, "ff", Keywords.of("base", 16)))
        .isEqualTo(255);
    assertThat(function.call(Object.class, Keywords.of("\u00e4", 1)))
        .isEqualTo(List.of(List.of(), List.of(List.of("\u00e4", 1L))));
  }

  @Test
  void keywordsElsewhereAreRefused() {
    assertThatThrownBy(() -> context.call("builtins:print", void.class, Keywords.of("end", ""), 1))
        .isInstanceOf(ConversionException.class)
        .hasMessage(
            "argument 1: Keywords must be the last argument of a call, not a part of another"
                + " value");
    assertThatThrownBy(
            () -> context.call("builtins:print", void.class, Keywords.of("end", new Object())))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("argument 'end': a Java java.lang.Object");
  }

  @Test
  void keywordsHaveNamesOfPython() {
    for (String wrong : List.of("", "a b", "1a", "for", "None", "a-b", "a$", "a\0")) {
      assertThatThrownBy(() -> Keywords.of(wrong, 1))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("use an identifier");
    }
    Keywords once = Keywords.of("_a1", 1);
    assertThatThrownBy(() -> once.and("_a1", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given twice");
    assertThat(once.and("b", "x")).hasToString("Keywords(_a1=1, b=x)");
    assertThat(once).hasToString("Keywords(_a1=1)");
  }

  @Test
  void functionsAreLookedFor() {
    assertThat(context.hasFunction("json", "dumps")).isTrue();
    assertThat(context.hasFunction("json", "JSONDecoder.decode")).isTrue();
    assertThat(context.hasFunction("json", "nothing")).isFalse();
    assertThat(context.hasFunction("json", "nothing.more")).isFalse();
    assertThat(context.hasFunction("json", "__name__")).isFalse();
    assertThatThrownBy(() -> context.hasFunction("no_such_module", "f"))
        .isInstanceOfSatisfying(
            PythonException.class, e -> assertThat(e.type()).isEqualTo("ModuleNotFoundError"));
  }

  @Test
  void aTypeOfReflectionIsAnswered() {
    Type type = new TypeLiteral<List<Integer>>() {}.type();
    assertThat(context.call("builtins:sorted", type, List.of(2, 1))).isEqualTo(List.of(1, 2));
  }
}
