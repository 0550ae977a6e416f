package io.polygil.kernels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The bytes in which a String keeps its text, without a copy: a copy would take half as long as
 * counting the words of it. They can be had where {@code --add-opens
 * java.base/java.lang=ALL-UNNAMED} is among the JVM's options.
 */
final class TextBytes {
  /** How many bytes a character, a UTF-16 unit, has. */
  enum Width {
    /** One: ISO 8859-1, for texts that have no other characters. */
    LATIN1,
    /** Two, in the machine's byte order. */
    UTF16
  }

  private static final @Nullable VarHandle VALUE = field("value", byte[].class);
  private static final @Nullable VarHandle CODER = field("coder", byte.class);
  private static final byte LATIN1_CODER = 0;

  private TextBytes() {}

  /** How the String keeps its text; null if it does not show that. */
  static @Nullable Width width(String text) {
    if (VALUE == null || CODER == null) {
      return null;
    }
    return (byte) CODER.get(text) == LATIN1_CODER ? Width.LATIN1 : Width.UTF16;
  }

  /** The text, not to be written to; for Strings that have a {@linkplain #width width}. */
  static byte[] of(String text) {
    if (VALUE == null) {
      throw new IllegalStateException("Strings do not show their bytes here");
    }
    return (byte[]) VALUE.get(text);
  }

  /** The text in two bytes a character, lone surrogates included. */
  static byte[] utf16(String text) {
    byte[] bytes = new byte[2 * text.length()];
    boolean littleEndian = ByteOrder.nativeOrder().equals(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes[2 * i] = (byte) (littleEndian ? c : c >> 8);
      bytes[2 * i + 1] = (byte) (littleEndian ? c >> 8 : c);
    }
    return bytes;
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
