package io.polygil.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A class whose {@link Kernel} methods are one Python module. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KernelModule {
  /** The module's name in Python. */
  String value();

  /** The module's docstring. */
  String doc() default "";
}
