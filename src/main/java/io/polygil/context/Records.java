package io.polygil.context;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.function.Function;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Reads one record class from dicts and from objects with attributes. */
final class Records implements Reader {
  private final Value components;
  private final Function<Type, Reader> readers;
  private final Class<?> type;
  private final RecordComponent[] wanted;
  private final Constructor<?> constructor;

  /**
   * A reader of a record class.
   *
   * @param components the function of values.py
   * @param readers finds the components' readers, only when reading: a record may contain itself
   */
  Records(Value components, Function<Type, Reader> readers, Class<?> type) {
    this.components = components;
    this.readers = readers;
    this.type = type;
    this.wanted = type.getRecordComponents();
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(wanted).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ConversionException(
          ConversionException.Kind.TYPE,
          "the record " + type.getName() + " cannot be made here (" + e + "): open its package");
    }
  }

  @Override
  public @Nullable Object read(Value value, int depth) {
    if (value.isString() || value.isNumber() || value.isBoolean() || value.isNull()) {
      throw refusal(value);
    }
    int below = Nesting.below(depth);
    PythonParts parts = PythonParts.ask(components, question(value));
    return switch (parts.kind()) {
      case "keys", "attributes" -> make(parts, below);
      case "missing key", "missing attribute" ->
          throw new ConversionException(
              ConversionException.Kind.VALUE,
              parts.kind()
                  + " '"
                  + parts.get(0).asString()
                  + "' of "
                  + type.getSimpleName()
                  + " in "
                  + PythonTypeNames.of(value));
      case "unknown key" ->
          throw new ConversionException(
              ConversionException.Kind.VALUE,
              "unknown key " + parts.get(0).asString() + ": " + type.getSimpleName() + " has none");
      default -> throw refusal(value);
    };
  }

  private Object[] question(Value value) {
    Object[] question = new Object[wanted.length + 1];
    question[0] = value;
    for (int i = 0; i < wanted.length; i++) {
      question[i + 1] = wanted[i].getName();
    }
    return question;
  }

  private Object make(PythonParts parts, int depth) {
    @Nullable Object[] made = new @Nullable Object[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      String name = wanted[i].getName();
      try {
        made[i] = readers.apply(wanted[i].getGenericType()).read(parts.get(i), depth);
      } catch (ConversionException e) {
        throw e.within(parts.kind().equals("keys") ? Steps.key(name) : Steps.attribute(name));
      }
    }
    try {
      return constructor.newInstance(made);
    } catch (InvocationTargetException e) {
      // What the record's own checks say is about this value.
      ConversionException refused =
          new ConversionException(
              ConversionException.Kind.VALUE,
              type.getSimpleName() + " refuses its components: " + e.getCause());
      refused.initCause(e.getCause());
      throw refused;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The record " + type.getName() + " cannot be made", e);
    }
  }

  private ConversionException refusal(Value value) {
    return PythonTypeNames.refusal(
        value, type.getSimpleName() + " (a dict, or an object with its attributes)");
  }
}
