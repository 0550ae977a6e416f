package io.polygil.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that Python calls as a function of its {@link KernelModule}, or as a method of its
 * {@link KernelClass}; on a constructor of a kernel class, what makes an instance. Python sees the
 * parameters under their Java names (compile with {@code -parameters}) or as {@link Arg} says, and
 * has real functions: keyword arguments, defaults, {@code help()}, {@code inspect.signature} and
 * Python's own {@code TypeError}s for wrong calls.
 *
 * <p>Parameters and results may be of any type in the table of {@link io.polygil.context.Values}, a
 * {@link Buffer}, or a {@link KernelClass}, and a parameter a {@link PythonFunction}. An int
 * parameter takes what has {@code __index__}; {@code None} is taken where the type is marked
 * {@code @Nullable}, is an {@code Optional} or is {@code Object}. A {@code str} in which surrogates
 * stand side by side that a {@code String} would join to one character is a {@code
 * UnicodeEncodeError}.
 *
 * <table>
 * <caption>What a Java exception becomes in Python</caption>
 * <tr><th>Java</th><th>Python</th></tr>
 * <tr><td>one with a {@link PythonError}</td><td>its own class</td></tr>
 * <tr><td>{@code IllegalArgumentException}</td><td>{@code ValueError}</td></tr>
 * <tr><td>{@code IndexOutOfBoundsException}</td><td>{@code IndexError}</td></tr>
 * <tr><td>{@code NoSuchElementException}</td><td>{@code KeyError}</td></tr>
 * <tr><td>{@code ArithmeticException}</td><td>{@code ZeroDivisionError} for a division by zero, else
 * {@code OverflowError}</td></tr>
 * <tr><td>{@code UnsupportedOperationException}</td><td>{@code NotImplementedError}</td></tr>
 * <tr><td>{@code FileNotFoundException}, {@code NoSuchFileException}</td><td>{@code
 * FileNotFoundError}</td></tr>
 * <tr><td>{@code AccessDeniedException}</td><td>{@code PermissionError}</td></tr>
 * <tr><td>{@code FileAlreadyExistsException}</td><td>{@code FileExistsError}</td></tr>
 * <tr><td>{@code IOException}, {@code UncheckedIOException}</td><td>{@code OSError}</td></tr>
 * <tr><td>{@code TimeoutException}</td><td>{@code TimeoutError}</td></tr>
 * <tr><td>{@code OutOfMemoryError}</td><td>{@code MemoryError}</td></tr>
 * <tr><td>{@code StackOverflowError}</td><td>{@code RecursionError}</td></tr>
 * <tr><td>a Python exception that passes through</td><td>the same object</td></tr>
 * <tr><td>any other</td><td>{@code RuntimeError}</td></tr>
 * </table>
 *
 * The Java stack is kept in the Python exception's {@code __notes__}, which tracebacks show.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Kernel {
  /** Whether other Python threads run meanwhile. */
  Gil gil();

  /** The function's name in Python; by default the method's. A constructor has none. */
  String name() default "";

  /** The function's docstring. */
  String doc() default "";

  /** Further names under which Python finds the same function. */
  String[] aliases() default {};
}
