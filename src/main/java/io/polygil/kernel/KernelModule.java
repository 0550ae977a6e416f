package io.polygil.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class whose {@link Kernel} methods are one Python module. Its instance methods may be kernels,
 * too: then each context has an instance of its own, made by the constructor without parameters
 * when the module is imported, or all share the one object that was registered. Beside them, or
 * without any, it may have classes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KernelModule {
  /** The module's name in Python; {@code a.b} is a module {@code b} in a package {@code a}. */
  String value();

  /** The module's docstring. */
  String doc() default "";

  /** Exceptions with a {@link PythonError} that the module offers as Python classes. */
  Class<? extends Throwable>[] errors() default {};

  /** Classes with a {@link KernelClass} that the module offers; a class is in one module only. */
  Class<?>[] classes() default {};
}
