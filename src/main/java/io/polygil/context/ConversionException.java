package io.polygil.context;

import java.io.Serial;

/** A value that has no counterpart of the wanted type on the other side. */
public final class ConversionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Kind kind;

  /** Why a value was refused. */
  public enum Kind {
    /** The value is of another type. */
    TYPE,
    /** The type is right, but the value is out of the wanted type's range. */
    RANGE,
    /** The type and its range are right, but this value is not allowed. */
    VALUE
  }

  ConversionException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Whether the type or the range was wrong. */
  public Kind kind() {
    return kind;
  }
}
