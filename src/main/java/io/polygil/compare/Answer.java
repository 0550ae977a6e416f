package io.polygil.compare;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a row answers, as text that all contenders' answers are compared by: a number or a string as
 * Python prints it, a list of such, and of arrays their element type, length and SHA-256. The text
 * is made when it is first asked for, so that it is not part of what is timed.
 */
public final class Answer {
  private final Callable<String> source;
  private @Nullable String text;

  private Answer(Callable<String> source) {
    this.source = source;
  }

  /** An answer that is known as text. */
  public static Answer of(String text) {
    return later(() -> text);
  }

  /** The answers of several threads, as a Python list prints them. */
  static Answer of(List<Answer> answers) {
    return later(
        () -> answers.stream().map(Answer::text).collect(Collectors.joining(", ", "[", "]")));
  }

  /** An answer whose text is made when it is first asked for. */
  public static Answer later(Callable<String> source) {
    return new Answer(source);
  }

  /** The answer as text. */
  public String text() {
    String known = text;
    if (known == null) {
      try {
        known = source.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("The answer has no text: " + e.getMessage(), e);
      }
      text = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Answer answer && text().equals(answer.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
