package io.polygil.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How Python sees a parameter of a {@link Kernel}, where its Java declaration does not say it all.
 *
 * <p>Without it a parameter has its Java name, must be given, and may be given by position or by
 * name. A Java varargs parameter is Python's {@code *name}, which needs no annotation; parameters
 * for keywords only may stand before it, as Java wants it last.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Arg {
  /** No default: the parameter must be given. */
  String REQUIRED = "\0";

  /** The name; by default the Java parameter's. */
  String value() default "";

  /**
   * What a call that leaves it out means: {@code None} for a nullable parameter, {@code True} or
   * {@code False}, a number as Python writes it, or for a {@code String} its text.
   */
  String defaultValue() default REQUIRED;

  /** How it may be given. */
  Passing passing() default Passing.POSITION_OR_NAME;

  /** Ways to give an argument. */
  enum Passing {
    /** Either way. */
    POSITION_OR_NAME,
    /** By name only, as those after {@code *} in Python. */
    NAME
  }
}
