package io.polygil.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a Java exception a Python exception class of its own, which Python imports from the kernel
 * module that lists it in {@link KernelModule#errors()} and catches by its name.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PythonError {
  /** The Python class's name; by default the Java class's simple name. */
  String value() default "";

  /** The built-in exception that it is a kind of. */
  String base() default "Exception";

  /** The class's docstring. */
  String doc() default "";
}
