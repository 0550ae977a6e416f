package io.polygil.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link KernelClass} that Python sees as an attribute: a getter, which takes nothing
 * and returns the value, or a setter, which takes the value and returns nothing. A getter without a
 * setter of the same name is read only.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface KernelProperty {
  /**
   * The attribute's name; by default the method's, without {@code get}, {@code is} or {@code set}
   * before a capital letter.
   */
  String name() default "";

  /** The attribute's docstring, on the getter. */
  String doc() default "";

  /** Whether other Python threads run meanwhile. */
  Gil gil() default Gil.HOLD;
}
