package io.polygil.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static method that Python calls as a function of its {@link KernelModule}. Python sees the
 * parameters under their Java names (compile with {@code -parameters}).
 *
 * <p>Parameters and results are {@code boolean}, {@code int}, {@code long}, {@code double}, {@code
 * String}, {@code byte[]}, {@link Buffer}, {@code BigInteger}, {@code List} or {@code Map}. A wrong
 * argument is a {@code TypeError} or {@code OverflowError} in Python; of what the method throws,
 * {@code IllegalArgumentException} becomes {@code ValueError}, {@code ArithmeticException} {@code
 * OverflowError}, everything else {@code RuntimeError}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Kernel {
  /** Whether other Python threads run meanwhile. */
  Gil gil();

  /** The function's docstring. */
  String doc() default "";

  /** Further names under which Python finds the same function. */
  String[] aliases() default {};
}
