package io.polygil.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An option's value out of a few words. Its error lists them as they are typed; picocli's own lists
 * the names of Java's constants.
 */
abstract class Choice<E extends Enum<E>> implements ITypeConverter<E> {
  private final List<E> values;

  /**
   * @param type whose {@code toString} is the word
   */
  Choice(Class<E> type) {
    values = Arrays.asList(type.getEnumConstants());
  }

  @Override
  public E convert(String text) {
    List<String> words = values.stream().map(Object::toString).toList();
    return values.stream()
        .filter(value -> value.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "there is no '" + text + "'" + Suggestions.text(text, words)));
  }
}
