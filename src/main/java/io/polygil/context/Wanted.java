package io.polygil.context;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The type that a caller wants, whichever way it was written.
 *
 * @param <T> what its values are in Java
 */
record Wanted<T>(Type type) {

  static <T> Wanted<T> of(Class<T> type) {
    return new Wanted<>(type);
  }

  static <T> Wanted<T> of(TypeLiteral<T> type) {
    return new Wanted<>(type.type());
  }

  static Wanted<Object> of(Type type) {
    return new Wanted<>(type);
  }

  /** What the reader of this type has made, as the caller sees it. */
  @Nullable T seen(@Nullable Object made) {
    @SuppressWarnings("unchecked") // A reader makes values of its type; of a primitive's wrapper.
    T cast = (T) made;
    return cast;
  }
}
