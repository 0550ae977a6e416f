package io.polygil.kernel;

import io.polygil.context.PythonNames;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a kernel, checked.
 *
 * @param javaClass the class that the method wants
 * @param type what the argument is converted to; for a {@code *rest} its elements'
 * @param described how messages name the type
 * @param defaultText the default as Python text, or null where the parameter must be given
 */
record KernelParameter(
    String name,
    Class<?> javaClass,
    Type type,
    String described,
    Passing passing,
    boolean unsigned,
    boolean nullable,
    @Nullable String defaultText) {

  /** How the argument comes. */
  enum Passing {
    POSITION_OR_NAME,
    NAME,
    REST
  }

  private static final Set<Class<?>> INTEGERS =
      Set.of(
          byte.class,
          short.class,
          int.class,
          long.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          BigInteger.class);

  /**
   * Reads a parameter's declaration.
   *
   * @param kernel what messages call the kernel
   */
  static KernelParameter of(String kernel, Parameter parameter) {
    Arg arg = parameter.getAnnotation(Arg.class);
    String name = arg == null ? "" : arg.value();
    if (name.isEmpty()) {
      if (!parameter.isNamePresent()) {
        throw new IllegalArgumentException(
            kernel
                + " has no parameter names: compile its class with -parameters, or name them with"
                + " @Arg");
      }
      name = parameter.getName();
    }
    String where = kernel + ", parameter " + name + ": ";
    if (!PythonNames.isIdentifier(name)) {
      throw new IllegalArgumentException(
          where + "\"" + name + "\" is a Python keyword or no name in Python: rename it by @Arg");
    }
    Class<?> javaClass = parameter.getType();
    boolean rest = parameter.isVarArgs();
    Type type = rest ? javaClass.getComponentType() : parameter.getParameterizedType();
    String described = PythonTypes.described(type);
    if (described == null || javaClass == void.class) {
      throw new IllegalArgumentException(where + noPythonForm(type));
    }
    boolean unsigned = parameter.isAnnotationPresent(Unsigned.class);
    requireLongIfUnsigned(where, unsigned, javaClass);
    boolean nullable =
        parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)
            || javaClass == Optional.class
            || javaClass == Object.class;
    Passing passing =
        rest
            ? Passing.REST
            : arg != null && arg.passing() == Arg.Passing.NAME
                ? Passing.NAME
                : Passing.POSITION_OR_NAME;
    return new KernelParameter(
        name,
        javaClass,
        type,
        nullable ? PythonTypes.orNone(described) : described,
        passing,
        unsigned,
        nullable,
        defaultText(where, arg, javaClass, nullable));
  }

  /** An instance of the same class, which the text has checked to be one. */
  static KernelParameter other(PythonClass owner) {
    return new KernelParameter(
        "other",
        owner.type(),
        owner.type(),
        owner.name(),
        Passing.POSITION_OR_NAME,
        false,
        false,
        null);
  }

  private static @Nullable String defaultText(
      String where, @Nullable Arg arg, Class<?> type, boolean nullable) {
    if (arg == null || arg.defaultValue().equals(Arg.REQUIRED)) {
      return null;
    }
    String text = arg.defaultValue();
    if (nullable && text.equals("None")) {
      return text;
    }
    String wanted;
    if (type == String.class) {
      return PythonText.literal(text);
    } else if (type == boolean.class || type == Boolean.class) {
      if (text.equals("True") || text.equals("False")) {
        return text;
      }
      wanted = "True or False";
    } else if (INTEGERS.contains(type)) {
      if (text.matches("-?\\d+")) {
        return text;
      }
      wanted = "an integer in digits";
    } else if (type == double.class || type == Double.class || type == float.class) {
      if (text.matches("-?\\d+(\\.\\d*)?([eE]-?\\d+)?")) {
        return text;
      }
      wanted = "a number in digits";
    } else {
      wanted = nullable ? "None" : "none: mark it @Nullable and let None be its default";
    }
    throw new IllegalArgumentException(
        where
            + "the default \""
            + text
            + "\" does not fit a "
            + type.getName()
            + ", want "
            + wanted);
  }

  static void requireLongIfUnsigned(String where, boolean unsigned, Type type) {
    if (unsigned && type != long.class) {
      throw new IllegalArgumentException(
          where + "it is @Unsigned, but a " + type.getTypeName() + ": only long may be");
    }
  }

  static String noPythonForm(Type type) {
    return "a "
        + type.getTypeName()
        + " has no Python form: use a type in the table of io.polygil.context.Values, such as"
        + " boolean, int, long, double, String, byte[], BigInteger, List, Map, Set, a record, a"
        + " PythonFunction, a Buffer, or a class with @KernelClass";
  }

  /** Whether it takes what has {@code __index__}. */
  boolean isInteger() {
    return isInteger(type);
  }

  /** Whether a Java type is an int in Python. */
  static boolean isInteger(Type type) {
    return type instanceof Class<?> plain && INTEGERS.contains(plain);
  }
}
