package io.polygil.context;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A type with its arguments, which a {@code Class} cannot express: {@code new
 * TypeLiteral<List<String>>() {}} asks for a list of strings. Immutable and thread-safe.
 *
 * @param <T> the type
 */
public abstract class TypeLiteral<T> {
  private final Type type;

  /**
   * Keeps the type argument of the subclass, which is best an anonymous one.
   *
   * @throws IllegalArgumentException if the argument is missing, or is or has a type variable
   */
  protected TypeLiteral() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType generic)
        || generic.getRawType() != TypeLiteral.class) {
      throw new IllegalArgumentException(
          "A TypeLiteral needs a type argument of its own: write new TypeLiteral<List<String>>()"
              + " {}");
    }
    type = generic.getActualTypeArguments()[0];
    if (hasVariable(type)) {
      throw new IllegalArgumentException(
          "A TypeLiteral of "
              + type.getTypeName()
              + " says nothing, since a type variable has no value when the program runs: write"
              + " the type itself, such as new TypeLiteral<List<String>>() {}");
    }
  }

  /** The type. */
  public final Type type() {
    return type;
  }

  private static boolean hasVariable(@Nullable Type type) {
    return switch (type) {
      case TypeVariable<?> _ -> true;
      case ParameterizedType generic ->
          Arrays.stream(generic.getActualTypeArguments()).anyMatch(TypeLiteral::hasVariable);
      case GenericArrayType array -> hasVariable(array.getGenericComponentType());
      case WildcardType wildcard ->
          Arrays.stream(wildcard.getUpperBounds()).anyMatch(TypeLiteral::hasVariable)
              || Arrays.stream(wildcard.getLowerBounds()).anyMatch(TypeLiteral::hasVariable);
      case null, default -> false;
    };
  }

  /** Two literals of one type are equal. */
  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof TypeLiteral<?> literal && type.equals(literal.type);
  }

  @Override
  public final int hashCode() {
    return type.hashCode();
  }

  /** The type as Java writes it, with full names. */
  @Override
  public final String toString() {
    return type.getTypeName();
  }
}
