package io.polygil.kernel;

import io.polygil.context.PythonNames;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kernel as its annotations declare it, checked.
 *
 * @param name the function's own name in Python
 * @param owner the class that it belongs to, or null for a function of the module
 * @param classes the kernel classes of its own module
 * @param resultType what comes out; of an iterator its elements'
 * @param javaMethod what a stack shows while it runs: class and method
 * @param handle takes the receiver, null for a static method or a constructor, and the arguments in
 *     their Java types, and gives the result
 */
record KernelDefinition(
    KernelCall call,
    String name,
    Role role,
    @Nullable PythonClass owner,
    Set<Class<?>> classes,
    String doc,
    List<String> aliases,
    List<KernelParameter> parameters,
    Type resultType,
    boolean nullableResult,
    boolean unsignedResult,
    boolean needsReceiver,
    String javaMethod,
    MethodHandle handle) {

  /** A function of a module. */
  static KernelDefinition of(KernelModule module, Method method) {
    Kernel kernel = Objects.requireNonNull(method.getAnnotation(Kernel.class));
    String name = kernel.name().isEmpty() ? method.getName() : kernel.name();
    return new Draft(method, Role.FUNCTION, name, kernel.gil())
        .documented(kernel.doc(), kernel.aliases())
        .in(module);
  }

  /** Whether the Python text makes the result an instance of a class of its own module. */
  boolean wrapsResult() {
    return resultType instanceof Class<?> type && classes.contains(type) && role.wrapsResult();
  }

  /** Whether the Python text takes an argument's Java object out. */
  boolean unwraps(KernelParameter parameter) {
    return parameter.passing() != KernelParameter.Passing.REST
        && parameter.type() instanceof Class<?> type
        && classes.contains(type);
  }

  /** Whether it is the method that a {@code with} block calls at its end. */
  boolean exits() {
    return role == Role.CLOSE && name.equals("__exit__");
  }

  /** The same with another result. */
  KernelDefinition giving(Type otherResult, MethodHandle otherHandle) {
    return new KernelDefinition(
        call,
        name,
        role,
        owner,
        classes,
        doc,
        aliases,
        parameters,
        otherResult,
        nullableResult,
        unsignedResult,
        needsReceiver,
        javaMethod,
        otherHandle);
  }

  /** What messages call it. */
  String shownName() {
    return owner != null && role.makesInstance() ? owner.name() : name;
  }

  /**
   * A kernel whose declaration is being read.
   *
   * @param executable the method or the constructor
   */
  record Draft(
      Executable executable,
      Role role,
      String name,
      Gil gil,
      String doc,
      List<String> aliases,
      @Nullable List<KernelParameter> parameters) {

    Draft(Executable executable, Role role, String name, Gil gil) {
      this(executable, role, name, gil, "", List.of(), null);
    }

    Draft documented(String text, String... furtherNames) {
      return new Draft(executable, role, name, gil, text, List.of(furtherNames), parameters);
    }

    /** The same with other parameters than those that Java declares. */
    Draft taking(KernelParameter... others) {
      return new Draft(executable, role, name, gil, doc, aliases, List.of(others));
    }

    KernelDefinition in(KernelModule module) {
      String declaring = executable.getDeclaringClass().getName();
      return in(module, null, "Kernel " + declaring + "." + executable.getName());
    }

    KernelDefinition in(KernelModule module, PythonClass owner) {
      String member = executable instanceof Method ? executable.getName() : "constructor";
      return in(module, owner, "Class " + owner.type().getName() + ", " + member);
    }

    private KernelDefinition in(KernelModule module, @Nullable PythonClass owner, String where) {
      requireName(where, name);
      aliases.forEach(alias -> requireName(where, alias));
      List<KernelParameter> taken =
          parameters != null
              ? parameters
              : Arrays.stream(executable.getParameters())
                  .map(parameter -> KernelParameter.of(where, parameter))
                  .toList();
      requireOrder(where, taken);
      boolean unsigned = executable.isAnnotationPresent(Unsigned.class);
      Type result = resultType(where, owner);
      KernelParameter.requireLongIfUnsigned(where + ", result: ", unsigned, result);
      return new KernelDefinition(
          new KernelCall(module.value(), owner == null ? name : owner.name() + "." + name, gil),
          name,
          role,
          owner,
          Set.of(module.classes()),
          doc,
          aliases,
          taken,
          result,
          executable.getAnnotatedReturnType().isAnnotationPresent(Nullable.class),
          unsigned,
          owner == null && !Modifier.isStatic(executable.getModifiers()),
          javaMethod(owner),
          handle(where, executable));
    }

    // Those of Object and Java's interfaces run as the class's own.
    private String javaMethod(@Nullable PythonClass owner) {
      String declaring = executable.getDeclaringClass().getName();
      String type =
          owner != null && declaring.startsWith("java.") ? owner.type().getName() : declaring;
      return type + "." + (executable instanceof Method ? executable.getName() : "<init>");
    }

    private Type resultType(String where, @Nullable PythonClass owner) {
      if (owner != null && (role == Role.ITERATE || role == Role.NEXT)) {
        Type element = Supertypes.argument(owner.type(), executable.getDeclaringClass());
        // What has no Python form is refused when it comes; it may be of a subclass that has one.
        return PythonTypes.described(element) == null ? Object.class : element;
      } else if (!(executable instanceof Method)) {
        return executable.getDeclaringClass();
      }
      Type result = ((Method) executable).getGenericReturnType();
      if (PythonTypes.described(result) == null || result == PythonFunction.class) {
        throw new IllegalArgumentException(
            where + ", result: " + KernelParameter.noPythonForm(result));
      }
      return result;
    }
  }

  static void requireName(String where, String name) {
    if (!PythonNames.isIdentifier(name)) {
      throw new IllegalArgumentException(
          where
              + ": \""
              + name
              + "\" is a Python keyword or no name in Python: give it another one by name =");
    }
  }

  private static void requireOrder(String where, List<KernelParameter> parameters) {
    Set<String> names = new HashSet<>();
    boolean optional = false;
    for (KernelParameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException(
            where + " has two parameters named " + parameter.name() + ": rename one");
      }
      if (parameter.passing() == KernelParameter.Passing.POSITION_OR_NAME) {
        if (optional && parameter.defaultText() == null) {
          throw new IllegalArgumentException(
              where
                  + ": parameter "
                  + parameter.name()
                  + " must have a default, as one before it has: give it one, or take it by name");
        }
        optional |= parameter.defaultText() != null;
      }
    }
  }

  private static MethodHandle handle(String where, Executable executable) {
    try {
      // A kernel class need not be public itself.
      executable.setAccessible(true);
      MethodHandle handle =
          switch (executable) {
            case Method method -> MethodHandles.lookup().unreflect(method);
            case Constructor<?> constructor ->
                MethodHandles.lookup().unreflectConstructor(constructor);
          };
      handle = handle.asFixedArity();
      return executable instanceof Constructor || Modifier.isStatic(executable.getModifiers())
          ? MethodHandles.dropArguments(handle, 0, Object.class)
          : handle.asType(handle.type().changeParameterType(0, Object.class));
    } catch (IllegalAccessException | java.lang.reflect.InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          where + " is not accessible: make it and its class public", e);
    }
  }
}
