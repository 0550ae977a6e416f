package io.polygil.context;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of one call, its last argument in Java: {@code Keywords.of("needle",
 * "is").and("limit", 3)}. Immutable; thread-safe as far as its values are.
 */
public final class Keywords {
  /** What a call without keyword arguments has. */
  static final Keywords NONE = new Keywords(Map.of());

  private final Map<String, @Nullable Object> values;

  private Keywords(Map<String, @Nullable Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * One keyword argument.
   *
   * @throws IllegalArgumentException if {@code name} is no Python identifier
   */
  public static Keywords of(String name, @Nullable Object value) {
    return NONE.and(name, value);
  }

  /**
   * These and one more.
   *
   * @throws IllegalArgumentException if {@code name} is no Python identifier, or is there already
   */
  public Keywords and(String name, @Nullable Object value) {
    Objects.requireNonNull(name, "name");
    if (!PythonNames.isIdentifier(name)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no name for a Python argument: use an identifier such as limit");
    }
    if (values.containsKey(name)) {
      throw new IllegalArgumentException(
          "The keyword argument \"" + name + "\" is given twice: give it once");
    }
    Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Keywords(more);
  }

  Map<String, @Nullable Object> values() {
    return values;
  }

  /** As Python writes them in a call, with Java's text of the values. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Keywords(");
    values.forEach((name, value) ->
        text.append(text.length() > 9 ? ", " : "").append(name).append('=').append(value));
    return text.append(')').toString();
  }
}
