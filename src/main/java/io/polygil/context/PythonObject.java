package io.polygil.context;

import java.util.Objects;
import java.util.function.Supplier;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a Python object that stays in its context: what to ask for where the object has no
 * Java form, or is only passed on to the next call.
 *
 * <p>It is valid until its lease is closed, and only in its own context. Every method but {@link
 * #toString()} throws {@code IllegalStateException} after that. Thread-safe, as far as the object
 * is: threads take turns by the context's GIL.
 */
public final class PythonObject {
  private final PythonContext context;
  private final Value value;
  private final long scope;

  PythonObject(PythonContext context, Value value) {
    this.context = context;
    this.value = value;
    this.scope = context.scope();
  }

  /**
   * Calls this object.
   *
   * @param type what the result must be
   * @param arguments as of {@link PythonContext#call(String, Class, Object...)}
   * @throws PythonException whatever the call raises; {@code TypeError} if it is not callable
   * @throws ConversionException if the result is no {@code type}, or an argument has no Python form
   */
  public <T> @Nullable T call(Class<T> type, @Nullable Object... arguments) {
    Value function = value();
    return context.guarded(() -> context.callValue(function, Wanted.of(type), arguments));
  }

  /**
   * Calls this object as {@link #call(Class, Object...)} does.
   *
   * @param type what the result must be
   */
  public <T> @Nullable T call(TypeLiteral<T> type, @Nullable Object... arguments) {
    Value function = value();
    return context.guarded(() -> context.callValue(function, Wanted.of(type), arguments));
  }

  /**
   * Reads an attribute.
   *
   * @throws PythonException {@code AttributeError} if there is none of that name
   * @throws ConversionException if it is no {@code type}
   */
  public <T> @Nullable T get(String attribute, Class<T> type) {
    Value found = attribute(attribute);
    return context.guarded(
        () -> context.toJava(Steps.attribute(attribute), found, Wanted.of(type)));
  }

  /**
   * Reads an attribute as {@link #get(String, Class)} does.
   *
   * @param type what it must be
   */
  public <T> @Nullable T get(String attribute, TypeLiteral<T> type) {
    Value found = attribute(attribute);
    return context.guarded(
        () -> context.toJava(Steps.attribute(attribute), found, Wanted.of(type)));
  }

  /**
   * The Java form of this object, which outlives it.
   *
   * @throws ConversionException if it is no {@code type}
   */
  public <T> @Nullable T as(Class<T> type) {
    Value self = value();
    return context.guarded(() -> context.toJava("object", self, Wanted.of(type)));
  }

  /**
   * The Java form of this object, as {@link #as(Class)} makes it.
   *
   * @param type what it must be
   */
  public <T> @Nullable T as(TypeLiteral<T> type) {
    Value self = value();
    return context.guarded(() -> context.toJava("object", self, Wanted.of(type)));
  }

  /** The name of its class, with its module unless that is {@code builtins} or the program. */
  public String pythonType() {
    Value self = value();
    return context.guarded(() -> context.values().function("type_name").execute(self).asString());
  }

  private Value attribute(String name) {
    Objects.requireNonNull(name, "attribute");
    Value self = value();
    return context.guarded(() -> context.values().function("get_attribute").execute(self, name));
  }

  boolean isOf(PythonContext other) {
    return context == other;
  }

  /** The object itself. */
  Value value() {
    if (context.scope() != scope) {
      throw new IllegalStateException(
          "This PythonObject is used after its lease was closed: convert it to a Java value, with"
              + " as(...), before that");
    }
    return value;
  }

  /** Python's {@code str} of the object; a text that says so where the object is out of reach. */
  @Override
  public String toString() {
    if (context.scope() != scope) {
      return "PythonObject(its lease is closed)";
    }
    return textOr(
        () -> context.values().function("text_of").execute(value).asString(),
        "PythonObject(without text)");
  }

  private static String textOr(Supplier<String> text, String otherwise) {
    try {
      return text.get();
    } catch (RuntimeException e) {
      // str() of any object may fail, and a context may be closed at any time.
      return otherwise;
    }
  }
}
