package io.polygil.context;

import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Takes the instances of one Java class through the border, both ways, where {@link Values} has no
 * row for it. Stateless: one serves any number of contexts.
 *
 * @param <T> the Java class
 */
public interface TypeAdapter<T> {
  /** The class, whose subclasses go to Python by this adapter unless they have one of their own. */
  Class<T> type();

  /**
   * What an instance becomes in Python.
   *
   * @param values of the context that gets it
   */
  Object toPython(T value, Values values);

  /**
   * Makes a Python value an instance.
   *
   * @param value anything but None
   * @param values of the context that the value belongs to
   * @throws ConversionException if the value cannot become one
   */
  T toJava(Value value, Values values);

  /**
   * What a Python value becomes where Java asks for any {@code Object}, or null if it is none of
   * this class's.
   *
   * @param value one that has no row in the table of {@link Values}
   */
  default @Nullable T natural(Value value) {
    return null;
  }
}
