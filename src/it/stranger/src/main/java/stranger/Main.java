package stranger;

import io.polygil.PythonPool;

/** The smallest program that hosts Python with Polygil: asks Python for 5! and expects 120. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    try (PythonPool pool = PythonPool.builder().maximumSize(1).build()) {
      long n = pool.call("math:factorial", long.class, 5);
      if (n != 120) {
        throw new AssertionError("math.factorial(5) was " + n + ", not 120");
      }
      System.out.println("math.factorial(5) = " + n);
    }
  }
}
