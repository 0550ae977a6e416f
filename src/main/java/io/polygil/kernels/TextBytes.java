package io.polygil.kernels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The bytes in which a String keeps its text, without a copy: a copy would take half as long as
 * counting the words of it. They can be had where {@code --add-opens
 * java.base/java.lang=ALL-UNNAMED} is among the JVM's options.
 */
final class TextBytes {
  private static final @Nullable VarHandle VALUE = field("value", byte[].class);
  private static final @Nullable VarHandle CODER = field("coder", byte.class);
  private static final byte LATIN1 = 0;

  private TextBytes() {}

  /**
   * The text in ISO 8859-1, not to be written to; null where the String keeps it in UTF-16, or does
   * not show it.
   */
  static byte @Nullable [] latin1(String text) {
    return VALUE == null || CODER == null || (byte) CODER.get(text) != LATIN1
        ? null
        : (byte[]) VALUE.get(text);
  }

  private static @Nullable VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(String.class, MethodHandles.lookup())
          .findVarHandle(String.class, name, type);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
