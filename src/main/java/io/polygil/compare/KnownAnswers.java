package io.polygil.compare;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Answers as they are known from elsewhere than the code that is measured. */
public final class KnownAnswers {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  private KnownAnswers() {}

  /** F(n) modulo 2^64 by fast doubling, in the bits of a long. */
  public static long fibonacci(long n) {
    BigInteger a = BigInteger.ZERO;
    BigInteger b = BigInteger.ONE;
    for (int bit = Long.SIZE - Long.numberOfLeadingZeros(n) - 1; bit >= 0; bit--) {
      BigInteger twice = a.multiply(b.shiftLeft(1).subtract(a)).mod(TWO_TO_64);
      BigInteger twiceNext = a.multiply(a).add(b.multiply(b)).mod(TWO_TO_64);
      boolean odd = (n >>> bit & 1) == 1;
      a = odd ? twiceNext : twice;
      b = odd ? twice.add(twiceNext).mod(TWO_TO_64) : twiceNext;
    }
    return a.longValue();
  }

  /** The sum of 1 to n, by Gauss. */
  public static long sum(long n) {
    return n % 2 == 0 ? n / 2 * (n + 1) : (n + 1) / 2 * n;
  }

  /** An array as {@code answers.py} writes it. */
  public static String array(String format, int length, ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      return format + "[" + length + "] sha256:" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
