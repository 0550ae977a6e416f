package io.polygil.compare;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers as Python gives them, and as they are known from elsewhere. */
final class Answers {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  private Answers() {}

  static Long required(@Nullable Long answer) {
    if (answer == null) {
      throw new IllegalStateException("Python gave None where a number was expected");
    }
    return answer;
  }

  /** Python's list of unsigned 64-bit numbers, each in the bits of a long. */
  static List<Long> unsigned(@Nullable List<?> answers) {
    if (answers == null) {
      throw new IllegalStateException("Python gave None where a list was expected");
    }
    return answers.stream()
        .map(answer ->
            switch (answer) {
              case Long number -> number;
              case BigInteger number -> number.longValue();
              default -> throw new IllegalStateException("Python gave " + answer + " for a number");
            })
        .toList();
  }

  /** F(n) modulo 2^64 by fast doubling, in the bits of a long. */
  static long fibonacci(long n) {
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
}
