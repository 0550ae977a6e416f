package io.polygil.kernel;

import io.polygil.kernel.KernelDefinition.Draft;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Python looks up on a class, from what Java's classes have of their own. */
final class SpecialMethods {
  /** What {@code __next__} gives where there is no further element. */
  enum End {
    MARK
  }

  // They are Python's own, or the text's.
  private static final Set<String> RESERVED =
      Set.of(
          "__init__",
          "__init_subclass__",
          "__del__",
          "__getattribute__",
          "__setattr__",
          "__delattr__",
          "__slots__",
          "__class__",
          "__dict__",
          "__weakref__",
          "__module__",
          "__name__",
          "__qualname__",
          "__doc__",
          "__annotations__",
          "__match_args__");

  private static final Set<String> OPERATORS =
      Stream.concat(
              Stream.of("lt", "le", "gt", "ge", "eq", "ne"),
              Stream.of(
                      "add",
                      "sub",
                      "mul",
                      "matmul",
                      "truediv",
                      "floordiv",
                      "mod",
                      "divmod",
                      "pow",
                      "lshift",
                      "rshift",
                      "and",
                      "xor",
                      "or")
                  .flatMap(name -> Stream.of(name, "r" + name, "i" + name)))
          .map(name -> "__" + name + "__")
          .collect(Collectors.toUnmodifiableSet());

  private SpecialMethods() {}

  /** Whether it is a method that returns {@code NotImplemented} for operands of other types. */
  static boolean isOperator(String name) {
    return OPERATORS.contains(name);
  }

  /** Whether a class cannot have a member of this name: it would break the class's text. */
  static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  /**
   * Those of a class.
   *
   * @param taken the names that kernels of the class have
   */
  static List<KernelDefinition> of(KernelModule module, PythonClass owner, Set<String> taken) {
    Class<?> type = owner.type();
    List<Draft> drafts = new ArrayList<>();
    if (overrides(type, "toString")) {
      drafts.add(draft(Object.class, "toString", Role.METHOD, "__repr__"));
    }
    if (overrides(type, "equals", Object.class)) {
      drafts.add(
          draft(Object.class, "equals", Role.COMPARISON, "__eq__", Object.class)
              .taking(KernelParameter.other(owner)));
    }
    if (overrides(type, "hashCode")) {
      drafts.add(draft(Object.class, "hashCode", Role.METHOD, "__hash__"));
    }
    if (Iterable.class.isAssignableFrom(type)) {
      drafts.add(draft(Iterable.class, "iterator", Role.ITERATE, "__iter__").taking());
    }
    if (AutoCloseable.class.isAssignableFrom(type)) {
      drafts.add(draft(AutoCloseable.class, "close", Role.CLOSE, "__exit__").taking());
    }
    List<KernelDefinition> made = new ArrayList<>();
    for (Draft draft : drafts) {
      if (!taken.contains(draft.name())) {
        made.add(draft.in(module, owner));
      }
    }
    if (Iterator.class.isAssignableFrom(type) && !taken.contains("__next__")) {
      KernelDefinition next =
          draft(Iterator.class, "next", Role.NEXT, "__next__").in(module, owner);
      made.add(next.giving(next.resultType(), NEXT));
    }
    if (comparesWithItsKind(type)) {
      for (Order order : Order.values()) {
        if (!taken.contains(order.python)) {
          made.add(order.of(module, owner));
        }
      }
    }
    return made;
  }

  /** The kernel that is called for each element, its iterator being its receiver. */
  static KernelDefinition elements(KernelDefinition iterate) {
    PythonClass owner = Objects.requireNonNull(iterate.owner());
    return new KernelDefinition(
        new KernelCall(owner.module(), owner.name() + ".__next__", iterate.call().gil()),
        "__next__",
        Role.NEXT,
        owner,
        iterate.classes(),
        "",
        List.of(),
        List.of(),
        Object.class,
        false,
        false,
        false,
        iterate.javaMethod(),
        NEXT);
  }

  private static Draft draft(
      Class<?> declaring, String name, Role role, String python, Class<?>... parameters) {
    return new Draft(method(declaring, name, parameters), role, python, Gil.HOLD);
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters) {
    try {
      return type.getMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean overrides(Class<?> type, String name, Class<?>... parameters) {
    return method(type, name, parameters).getDeclaringClass() != Object.class;
  }

  // Java's generics are erased: a Comparable of another class would fail at the first comparison.
  private static boolean comparesWithItsKind(Class<?> type) {
    return Comparable.class.isAssignableFrom(type)
        && Arrays.stream(type.getMethods())
            .anyMatch(method ->
                method.getName().equals("compareTo")
                    && !method.isBridge()
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0].isAssignableFrom(type));
  }

  enum Order {
    LESS("__lt__"),
    LESS_OR_EQUAL("__le__"),
    GREATER("__gt__"),
    GREATER_OR_EQUAL("__ge__");

    private final String python;

    Order(String python) {
      this.python = python;
    }

    KernelDefinition of(KernelModule module, PythonClass owner) {
      KernelDefinition compared =
          draft(Comparable.class, "compareTo", Role.COMPARISON, python, Object.class)
              .taking(KernelParameter.other(owner))
              .in(module, owner);
      MethodHandle test = find("holds", boolean.class, Order.class, int.class).bindTo(this);
      MethodHandle handle = MethodHandles.filterReturnValue(compared.handle(), test);
      return compared.giving(boolean.class, handle);
    }

    boolean holds(int order) {
      return switch (this) {
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order <= 0;
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order >= 0;
      };
    }
  }

  // These two are called by handles.
  static boolean holds(Order order, int compared) {
    return order.holds(compared);
  }

  static Object next(Object iterator) {
    Iterator<?> elements = (Iterator<?>) iterator;
    return elements.hasNext() ? elements.next() : End.MARK;
  }

  private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findStatic(SpecialMethods.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final MethodHandle NEXT = find("next", Object.class, Object.class);
}
