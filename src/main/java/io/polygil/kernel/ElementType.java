package io.polygil.kernel;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a {@link Buffer} holds: the numbers of Python's {@code array} module, each under its type
 * code, with sizes that are the same on every platform.
 */
public enum ElementType {
  /** Unsigned bytes, as {@code bytes} holds them. */
  UINT8('B', 1),
  /** Signed bytes. */
  INT8('b', 1),
  /** Unsigned 16-bit integers. */
  UINT16('H', 2),
  /** Signed 16-bit integers. */
  INT16('h', 2),
  /** Unsigned 32-bit integers. */
  UINT32('I', 4),
  /** Signed 32-bit integers. */
  INT32('i', 4),
  /** Unsigned 64-bit integers; Java reads them as the {@code long} of the same bits. */
  UINT64('Q', 8),
  /** Signed 64-bit integers. */
  INT64('q', 8),
  /** 32-bit floating-point numbers. */
  FLOAT32('f', 4),
  /** 64-bit floating-point numbers. */
  FLOAT64('d', 8);

  private final char format;
  private final int size;

  ElementType(char format, int size) {
    this.format = format;
    this.size = size;
  }

  /**
   * The type of a format such as {@code "d"}. C's {@code long}, {@code "l"} and {@code "L"}, is
   * taken for the type of its size.
   *
   * @param format a type code of {@code array.array} or a format of {@code memoryview}
   * @param size the size of an element in bytes
   * @throws IllegalArgumentException if no Buffer holds such elements
   */
  public static ElementType of(String format, int size) {
    String code =
        switch (format) {
          case "l" -> size == 8 ? "q" : "i";
          case "L" -> size == 8 ? "Q" : "I";
          default -> format;
        };
    for (ElementType type : values()) {
      if (type.size == size && code.length() == 1 && code.charAt(0) == type.format) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "no Buffer holds elements of format '"
            + format
            + "' with "
            + size
            + " bytes each: use one of "
            + Arrays.stream(values())
                .map(type -> "'" + type.format + "'")
                .collect(Collectors.joining(", ")));
  }

  /** Python's type code. */
  public char format() {
    return format;
  }

  /** The size of one element in bytes. */
  public int size() {
    return size;
  }

  /** Whether the elements are integers. */
  public boolean isInteger() {
    return this != FLOAT32 && this != FLOAT64;
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT) + " ('" + format + "')";
  }
}
