package io.polygil.kernels;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Compares a vector's width of places at a time, in text of one byte a character. Loaded only where
 * the incubating module is there.
 */
final class VectorWordScan implements WordScan {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;

  // As signed bytes, all separators are below it: U+0085 is negative.
  private static final byte ABOVE_SEPARATORS = ' ' + 1;

  @Override
  public long count(byte[] text, byte[] needle, int from, int to) {
    int size = needle.length;
    int width = SPECIES.length();
    byte first = needle[0];
    byte last = needle[size - 1];
    long total = 0;
    int at = from;
    if (at == 0 && to > 0) {
      total += isWord(text, needle, 0) ? 1 : 0;
      at = 1;
    }
    int limit = Math.min(to, text.length - size) - width;
    for (; at <= limit; at += width) {
      ByteVector before = ByteVector.fromArray(SPECIES, text, at - 1);
      ByteVector after = ByteVector.fromArray(SPECIES, text, at + size);
      VectorMask<Byte> ends =
          ByteVector.fromArray(SPECIES, text, at)
              .eq(first)
              .and(ByteVector.fromArray(SPECIES, text, at + size - 1).eq(last));
      // No branch for the usual separators: where words lie cannot be predicted.
      VectorMask<Byte> usual = ends.and(isUsual(before)).and(isUsual(after));
      long found = usual.toLong();
      long possible = ends.and(before.max(after).lt(ABOVE_SEPARATORS)).toLong();
      if (found != possible) {
        found = possible & isSeparator(before).and(isSeparator(after)).toLong();
      }
      total += size <= 2 ? Long.bitCount(found) : equal(text, needle, at, found);
    }
    for (; at < to; at++) {
      total += isWord(text, needle, at) ? 1 : 0;
    }
    return total;
  }

  private static VectorMask<Byte> isUsual(ByteVector letters) {
    return letters.eq((byte) ' ').or(letters.eq((byte) '\n'));
  }

  private static VectorMask<Byte> isSeparator(ByteVector letters) {
    return letters
        .eq((byte) ' ')
        .or(letters.sub((byte) '\n').compare(VectorOperators.ULT, (byte) 4))
        .or(letters.sub((byte) 0x1C).compare(VectorOperators.ULT, (byte) 3))
        .or(letters.eq((byte) 0x85));
  }

  private static boolean isWord(byte[] text, byte[] needle, int at) {
    int end = at + needle.length;
    return end <= text.length
        && (at == 0 || WordScan.isSeparator((char) (text[at - 1] & 0xFF)))
        && (end == text.length || WordScan.isSeparator((char) (text[end] & 0xFF)))
        && Arrays.equals(text, at, end, needle, 0, needle.length);
  }

  // Of the places whose bits are set, those where the needle's inner letters stand too.
  private static int equal(byte[] text, byte[] needle, int at, long places) {
    int count = 0;
    for (long left = places; left != 0; left &= left - 1) {
      int start = at + Long.numberOfTrailingZeros(left);
      if (Arrays.equals(text, start + 1, start + needle.length - 1, needle, 1, needle.length - 1)) {
        count++;
      }
    }
    return count;
  }
}
