package io.polygil.kernels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Compares a vector's width of places at a time, in text of two bytes a character. Loaded only
 * where the incubating module is there.
 */
final class VectorWideWordScan implements WordScan {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final VarHandle CHARACTERS =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.nativeOrder());

  @Override
  public long count(byte[] text, byte[] needle, int from, int to) {
    int length = text.length / 2;
    int size = needle.length / 2;
    int width = SPECIES.length() / 2;
    short first = (short) at(needle, 0);
    short last = (short) at(needle, size - 1);
    long total = 0;
    int at = from;
    if (at == 0 && to > 0) {
      total += isWord(text, needle, 0) ? 1 : 0;
      at = 1;
    }
    int limit = Math.min(to, length - size) - width;
    for (; at <= limit; at += width) {
      ShortVector before = load(text, at - 1);
      ShortVector after = load(text, at + size);
      VectorMask<Short> ends = load(text, at).eq(first).and(load(text, at + size - 1).eq(last));
      // No branch for the usual separators: where words lie cannot be predicted.
      VectorMask<Short> words = ends.and(isUsual(before)).and(isUsual(after));
      long found = words.toLong();
      if (found != ends.and(isPossible(before)).and(isPossible(after)).toLong()) {
        found = ends.and(isSeparator(before)).and(isSeparator(after)).toLong();
      }
      total += size <= 2 ? Long.bitCount(found) : equal(text, needle, at, found);
    }
    for (; at < to; at++) {
      total += isWord(text, needle, at) ? 1 : 0;
    }
    return total;
  }

  private static ShortVector load(byte[] text, int at) {
    return ByteVector.fromArray(SPECIES, text, 2 * at).reinterpretAsShorts();
  }

  private static VectorMask<Short> isUsual(ShortVector letters) {
    return letters.eq((short) ' ').or(letters.eq((short) '\n'));
  }

  // All separators are, and few other characters.
  private static VectorMask<Short> isPossible(ShortVector letters) {
    return letters
        .compare(VectorOperators.ULE, (short) ' ')
        .or(letters.eq((short) 0x85))
        .or(letters.and((short) ~1).eq((short) 0x2028));
  }

  private static VectorMask<Short> isSeparator(ShortVector letters) {
    return letters
        .eq((short) ' ')
        .or(letters.sub((short) '\n').compare(VectorOperators.ULT, (short) 4))
        .or(letters.sub((short) 0x1C).compare(VectorOperators.ULT, (short) 3))
        .or(letters.eq((short) 0x85))
        .or(letters.eq((short) 0x2028))
        .or(letters.eq((short) 0x2029));
  }

  private static char at(byte[] text, int place) {
    return (char) CHARACTERS.get(text, 2 * place);
  }

  private static boolean isWord(byte[] text, byte[] needle, int at) {
    int length = text.length / 2;
    int end = at + needle.length / 2;
    return end <= length
        && (at == 0 || WordScan.isSeparator(at(text, at - 1)))
        && (end == length || WordScan.isSeparator(at(text, end)))
        && Arrays.equals(text, 2 * at, 2 * end, needle, 0, needle.length);
  }

  // Of the places whose bits are set, those where the needle's inner letters stand too.
  private static int equal(byte[] text, byte[] needle, int at, long places) {
    int count = 0;
    for (long left = places; left != 0; left &= left - 1) {
      int start = 2 * (at + Long.numberOfTrailingZeros(left));
      if (Arrays.equals(text, start + 2, start + needle.length - 2, needle, 2, needle.length - 2)) {
        count++;
      }
    }
    return count;
  }
}
