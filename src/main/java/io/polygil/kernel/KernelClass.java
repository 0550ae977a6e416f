package io.polygil.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A Java class that is a Python class, too, in the {@link KernelModule} that lists it in {@link
 * KernelModule#classes()}. Python makes instances, calls their methods, and passes them to kernels
 * and gets them from kernels: it is the same Java object on both sides, never a copy. While Python
 * has an instance, the same Java object is the same Python object, in each context that has it.
 *
 * <table>
 * <caption>What the Java class has, and what Python sees</caption>
 * <tr><th>Java</th><th>Python</th></tr>
 * <tr><td>a constructor with {@link Kernel}, or a static method with {@code @Kernel(name =
 * "__new__")} that returns the class</td><td>{@code Account(...)}; without one it raises {@code
 * TypeError}</td></tr>
 * <tr><td>a method with {@link Kernel}</td><td>a method, or a static method</td></tr>
 * <tr><td>a method with {@link KernelProperty}</td><td>a property</td></tr>
 * <tr><td>a component of a record</td><td>a property without setter, and part of {@code
 * __match_args__}</td></tr>
 * <tr><td>{@code toString}, if it is overridden</td><td>{@code __repr__} and {@code str}</td></tr>
 * <tr><td>{@code equals}, if it is overridden</td><td>{@code ==}; unhashable unless {@code
 * hashCode} is overridden, too</td></tr>
 * <tr><td>{@code hashCode}, if it is overridden</td><td>{@code hash}</td></tr>
 * <tr><td>{@code Comparable} to its own kind</td><td>{@code <}, {@code <=}, {@code >}, {@code >=}
 * </td></tr>
 * <tr><td>{@code Iterable}</td><td>{@code for}, {@code iter}</td></tr>
 * <tr><td>{@code Iterator}</td><td>an iterator</td></tr>
 * <tr><td>{@code AutoCloseable}</td><td>{@code with}. Python closes an object once at most: after
 * that {@code with}, and a {@code close} that is a kernel, do nothing</td></tr>
 * <tr><td>a method with {@code @Kernel(name = "__len__")} or another such name</td><td>what Python
 * looks up under that name. It wins over the rows above</td></tr>
 * </table>
 *
 * The Java methods behind {@code ==}, {@code for} and the like run with the GIL held. An operator
 * such as {@code __add__} whose argument is of another type lets Python try the other operand, as
 * {@code NotImplemented} does. From {@code __next__}, {@code NoSuchElementException} is {@code
 * StopIteration}.
 *
 * <p>Instances have no {@code __dict__}, may be referenced weakly, and are not pickled: {@code
 * TypeError} says so, unless the class has {@code __reduce__}. They are as thread-safe as the Java
 * class: a method that releases the GIL may run on several threads at once.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KernelClass {
  /** The class's name in Python; by default the Java class's simple name. */
  String name() default "";

  /** The class's docstring. */
  String doc() default "";

  /**
   * Whether Python classes may inherit from it; otherwise Python raises {@code TypeError}. What a
   * Python subclass overrides, Java does not see.
   */
  boolean subclass() default false;
}
