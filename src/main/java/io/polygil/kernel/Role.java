package io.polygil.kernel;

/** What a kernel is in Python. */
enum Role {
  /** A function of a module. */
  FUNCTION,
  /** A static method of a class. */
  STATIC_METHOD,
  /** Makes an instance that Java had not before. */
  CONSTRUCTOR,
  /** Makes an instance, or finds one. */
  FACTORY,
  /** A method of a class. */
  METHOD,
  GETTER,
  SETTER,
  /** A method that compares with an instance of the same class. */
  COMPARISON,
  /** The {@code close} of an AutoCloseable: runs once for an object. */
  CLOSE,
  /** The method of an Iterable: its result becomes an iterator. */
  ITERATE,
  /** Gives an iterator's next element, or the mark of the end. */
  NEXT;

  /** Whether the first argument is the instance. */
  boolean takesSelf() {
    return switch (this) {
      case FUNCTION, STATIC_METHOD, CONSTRUCTOR, FACTORY -> false;
      default -> true;
    };
  }

  /** How many arguments stand before those of the kernel's parameters. */
  int leadingArguments() {
    // A constructor takes the Python object that is to be the instance.
    return takesSelf() || this == CONSTRUCTOR ? 1 : 0;
  }

  /** Whether a result that is an instance becomes its Python object in the text. */
  boolean wrapsResult() {
    return this != CONSTRUCTOR && this != ITERATE && this != NEXT;
  }

  /** Whether it is the class's {@code __new__}. */
  boolean makesInstance() {
    return this == CONSTRUCTOR || this == FACTORY;
  }
}
