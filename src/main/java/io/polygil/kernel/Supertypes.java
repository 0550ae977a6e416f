package io.polygil.kernel;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what classes say of the generic interfaces above them. */
final class Supertypes {
  private Supertypes() {}

  /**
   * What stands in the brackets of an interface with one type parameter; {@code Object} where it is
   * not said, or not in a way that a class can be found from.
   *
   * @param type a class that implements the interface
   */
  static Type argument(Class<?> type, Class<?> generic) {
    Type found = argument(type, generic, Map.of());
    return found == null ? Object.class : found;
  }

  private static @Nullable Type argument(
      Type type, Class<?> generic, Map<TypeVariable<?>, Type> known) {
    Class<?> raw = (Class<?>) (type instanceof ParameterizedType of ? of.getRawType() : type);
    if (!generic.isAssignableFrom(raw)) {
      return null;
    }
    Map<TypeVariable<?>, Type> arguments = new HashMap<>();
    if (type instanceof ParameterizedType of) {
      TypeVariable<?>[] variables = raw.getTypeParameters();
      for (int i = 0; i < variables.length; i++) {
        Type argument = of.getActualTypeArguments()[i];
        arguments.put(
            variables[i],
            argument instanceof TypeVariable<?> variable
                ? known.getOrDefault(variable, Object.class)
                : argument);
      }
    }
    if (raw == generic) {
      return arguments.get(generic.getTypeParameters()[0]);
    }
    return Stream.concat(
            Stream.ofNullable(raw.getGenericSuperclass()),
            Arrays.stream(raw.getGenericInterfaces()))
        .map(above -> argument(above, generic, arguments))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
