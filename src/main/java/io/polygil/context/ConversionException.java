package io.polygil.context;

import java.io.Serial;

/**
 * A value that has no counterpart of the wanted type on the other side. Its message names where in
 * a structure the value sits, such as {@code result[3]['a']: expected int, got str}.
 */
public final class ConversionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 2;

  private final Kind kind;
  private final String where;
  private final String reason;

  /** Why a value was refused. */
  public enum Kind {
    /** The value is of another type. */
    TYPE,
    /** The type is right, but the value is out of the wanted type's range. */
    RANGE,
    /** The type and its range are right, but this value is not allowed. */
    VALUE
  }

  /**
   * A refusal of a value that is no part of another.
   *
   * @param reason what is wrong with it
   */
  public ConversionException(Kind kind, String reason) {
    this("", kind, reason);
  }

  private ConversionException(String where, Kind kind, String reason) {
    super(where.isEmpty() ? reason : where + ": " + reason);
    this.kind = kind;
    this.where = where;
    this.reason = reason;
  }

  /** Whether the type, the range or the value was wrong. */
  public Kind kind() {
    return kind;
  }

  /** Where the value sits, such as {@code result[3]['a']}; empty where it is no part of another. */
  public String where() {
    return where;
  }

  /** What is wrong with the value, without where it sits. */
  public String reason() {
    return reason;
  }

  /** The same refusal, seen from the structure that has the value under a step such as [3]. */
  ConversionException within(String step) {
    ConversionException outer = new ConversionException(Steps.path(step + where), kind, reason);
    outer.setStackTrace(getStackTrace());
    if (getCause() != null) {
      outer.initCause(getCause());
    }
    return outer;
  }
}
