package io.polygil.kernel;

import io.polygil.kernel.KernelDefinition.Draft;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kernel class as its annotations declare it, checked.
 *
 * @param maker what makes instances, or null where Python cannot
 * @param setters by the name of their property
 * @param methods static ones and those that Python looks up by itself among them
 * @param components the names of a record's components, in their order
 */
record ClassDefinition(
    PythonClass python,
    String doc,
    boolean mayBeInherited,
    @Nullable KernelDefinition maker,
    List<KernelDefinition> getters,
    Map<String, KernelDefinition> setters,
    List<KernelDefinition> methods,
    List<String> components) {

  static ClassDefinition of(KernelModule module, Class<?> type) {
    return new Reading(module, type).read();
  }

  /** All kernels that it consists of. */
  Stream<KernelDefinition> kernels() {
    return Stream.of(
            Stream.ofNullable(maker), getters.stream(), setters.values().stream(), methods.stream())
        .flatMap(kernels -> kernels);
  }

  /** The names that its members have in Python. */
  Set<String> names() {
    return kernels()
        .flatMap(kernel -> Stream.concat(Stream.of(kernel.name()), kernel.aliases().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether it has a member of this name. */
  boolean has(String name) {
    return names().contains(name);
  }

  /** Reads the declarations of one class. */
  private static final class Reading {
    private final KernelModule module;
    private final Class<?> type;
    private final KernelClass annotation;
    private final PythonClass python;
    private final Map<String, Object> owners = new HashMap<>();
    private final List<KernelDefinition> makers = new ArrayList<>();
    private final Map<String, KernelDefinition> getters = new LinkedHashMap<>();
    private final Map<String, KernelDefinition> setters = new LinkedHashMap<>();
    private final List<KernelDefinition> methods = new ArrayList<>();

    Reading(KernelModule module, Class<?> type) {
      KernelClass found = type.getAnnotation(KernelClass.class);
      if (found == null) {
        throw new IllegalArgumentException(
            "Kernel module "
                + module.value()
                + " lists "
                + type.getName()
                + " in classes: annotate that class with @KernelClass");
      }
      this.module = module;
      this.type = type;
      this.annotation = found;
      this.python = PythonClass.of(module.value(), type);
    }

    ClassDefinition read() {
      KernelDefinition.requireName("Class " + type.getName(), python.name());
      requireOrdinaryClass();
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (constructor.isAnnotationPresent(Kernel.class)) {
          readConstructor(constructor);
        }
      }
      for (Method method : annotatedMethods()) {
        readMethod(method);
      }
      List<String> components = readComponents();
      requireOneMaker();
      requireSettersFit();
      methods.addAll(SpecialMethods.of(module, python, Set.copyOf(owners.keySet())));
      return new ClassDefinition(
          python,
          annotation.doc(),
          annotation.subclass(),
          makers.isEmpty() ? null : makers.getFirst(),
          List.copyOf(getters.values()),
          Map.copyOf(setters),
          List.copyOf(methods),
          components);
    }

    private void requireOrdinaryClass() {
      boolean isInner = type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
      if (type.isInterface()
          || type.isEnum()
          || isInner
          || Throwable.class.isAssignableFrom(type)) {
        throw refusal(
            "it must be a class or a record, and a static one where it stands inside another, but"
                + " no interface, enum or exception");
      }
      for (Class<?> above = type.getSuperclass(); above != null; above = above.getSuperclass()) {
        if (above.isAnnotationPresent(KernelClass.class)) {
          throw refusal(
              "it extends "
                  + above.getName()
                  + ", another @KernelClass, and Python would not see the one as a kind of the"
                  + " other: annotate one of them only");
        }
      }
    }

    private void readConstructor(Constructor<?> constructor) {
      Kernel kernel = Objects.requireNonNull(constructor.getAnnotation(Kernel.class));
      if (!kernel.name().isEmpty() || kernel.aliases().length != 0) {
        throw refusal("its constructor is called by the class's name: leave out name and aliases");
      }
      if (Modifier.isAbstract(type.getModifiers())) {
        throw refusal(
            "it is abstract, so its constructor makes nothing: annotate a static method with"
                + " @Kernel(name = \"__new__\") in its place");
      }
      makers.add(
          checked(
              new Draft(constructor, Role.CONSTRUCTOR, "__new__", kernel.gil())
                  .documented(kernel.doc())
                  .in(module, python)));
    }

    // Of its superclasses, too: what it overrides without an annotation is no kernel.
    private List<Method> annotatedMethods() {
      List<Method> found = new ArrayList<>();
      Set<List<Object>> seen = new HashSet<>();
      for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
        Method[] declared = at.getDeclaredMethods();
        // Reflection gives no order of its own; the text must be the same in every process.
        Arrays.sort(
            declared, Comparator.comparing(Method::getName).thenComparing(Method::toString));
        for (Method method : declared) {
          boolean isFirst =
              seen.add(List.of(method.getName(), List.of(method.getParameterTypes())));
          if (isFirst && !method.isBridge() && isAnnotated(method)) {
            found.add(method);
          }
        }
      }
      return found;
    }

    private static boolean isAnnotated(AnnotatedElement element) {
      return element.isAnnotationPresent(Kernel.class)
          || element.isAnnotationPresent(KernelProperty.class);
    }

    private void readMethod(Method method) {
      Kernel kernel = method.getAnnotation(Kernel.class);
      KernelProperty property = method.getAnnotation(KernelProperty.class);
      if (kernel != null && property != null) {
        throw refusal(method.getName() + " is a kernel and a property: leave out one annotation");
      } else if (property != null) {
        readProperty(method, property);
      } else if (kernel != null) {
        readKernel(method, kernel);
      }
    }

    private void readKernel(Method method, Kernel kernel) {
      String name = kernel.name().isEmpty() ? method.getName() : kernel.name();
      boolean isStatic = Modifier.isStatic(method.getModifiers());
      boolean isMaker = name.equals("__new__");
      if (isMaker && !(isStatic && method.getReturnType() == type)) {
        throw refusal(
            method.getName() + " is __new__: it must be static and return " + type.getSimpleName());
      }
      boolean closes =
          AutoCloseable.class.isAssignableFrom(type)
              && method.getName().equals("close")
              && method.getParameterCount() == 0;
      Role role =
          isMaker
              ? Role.FACTORY
              : isStatic ? Role.STATIC_METHOD : closes ? Role.CLOSE : Role.METHOD;
      KernelDefinition read =
          checked(
              new Draft(method, role, name, kernel.gil())
                  .documented(kernel.doc(), kernel.aliases())
                  .in(module, python));
      if (isMaker) {
        makers.add(read);
      } else {
        claim(name, method);
        read.aliases().forEach(alias -> claim(alias, method));
        methods.add(read);
      }
    }

    private void readProperty(Method method, KernelProperty property) {
      String name = property.name().isEmpty() ? propertyName(method.getName()) : property.name();
      boolean isGetter = method.getParameterCount() == 0 && method.getReturnType() != void.class;
      boolean isSetter = method.getParameterCount() == 1 && method.getReturnType() == void.class;
      if (Modifier.isStatic(method.getModifiers()) || (!isGetter && !isSetter)) {
        throw refusal(
            "property "
                + name
                + ": "
                + method.getName()
                + " must be a getter, which takes nothing and returns the value, or a setter, which"
                + " takes the value and returns nothing");
      }
      Draft draft =
          new Draft(method, isGetter ? Role.GETTER : Role.SETTER, name, property.gil())
              .documented(property.doc());
      KernelDefinition read = checked(draft.in(module, python));
      if (isGetter) {
        claim(name, method);
        getters.put(name, read);
      } else if (setters.put(name, read) != null) {
        throw refusal("property " + name + " has two setters: Python has no overloads, remove one");
      }
    }

    private static String propertyName(String method) {
      for (String prefix : List.of("get", "set", "is")) {
        int length = prefix.length();
        if (method.startsWith(prefix)
            && method.length() > length
            && Character.isUpperCase(method.charAt(length))) {
          return Character.toLowerCase(method.charAt(length)) + method.substring(length + 1);
        }
      }
      return method;
    }

    private List<String> readComponents() {
      List<String> names = new ArrayList<>();
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          Method accessor = component.getAccessor();
          if (!isAnnotated(accessor)) {
            String name = component.getName();
            claim(name, accessor);
            getters.put(
                name, checked(new Draft(accessor, Role.GETTER, name, Gil.HOLD).in(module, python)));
            names.add(name);
          }
        }
      }
      return List.copyOf(names);
    }

    private void requireOneMaker() {
      if (makers.size() > 1) {
        throw refusal(
            "it has "
                + makers.size()
                + " constructors or __new__ for Python, which has no overloads: annotate one");
      }
    }

    private void requireSettersFit() {
      setters.forEach((name, setter) -> {
        KernelDefinition getter = getters.get(name);
        if (getter == null) {
          throw refusal("property " + name + " has a setter only: annotate its getter, too");
        }
        KernelParameter taken = setter.parameters().getFirst();
        if (!taken.type().equals(getter.resultType())
            || taken.unsigned() != getter.unsignedResult()) {
          throw refusal(
              "property "
                  + name
                  + ": its getter returns "
                  + text(getter.unsignedResult(), getter.resultType())
                  + ", but its setter takes "
                  + text(taken.unsigned(), taken.type())
                  + "; make them one");
        }
      });
    }

    private static String text(boolean unsigned, java.lang.reflect.Type type) {
      return (unsigned ? "@Unsigned " : "") + type.getTypeName();
    }

    private void claim(String name, Executable owner) {
      Object other = owners.put(name, owner);
      if (other != null) {
        throw refusal(
            "Python has no overloads, but two members have the name "
                + name
                + ": "
                + other
                + " and "
                + owner
                + "; rename one");
      }
    }

    // What the text of a class cannot have.
    private KernelDefinition checked(KernelDefinition kernel) {
      Stream.concat(Stream.of(kernel.name()), kernel.aliases().stream())
          .forEach(name -> {
            if (SpecialMethods.isReserved(name) || name.equals("_java")) {
              throw refusal(
                  "a class of Java's cannot have a member " + name + " of its own: rename it");
            }
            requireNotMangled(name);
          });
      kernel
          .parameters()
          .forEach(parameter -> {
            String name = parameter.name();
            if (name.equals("self") || name.equals("cls")) {
              throw refusal(
                  kernel.name()
                      + ", parameter "
                      + name
                      + ": Python has that name for the instance or"
                      + " the class: rename it by @Arg");
            }
            requireNotMangled(name);
          });
      return kernel;
    }

    private void requireNotMangled(String name) {
      if (name.startsWith("__") && !name.endsWith("__")) {
        throw refusal(
            "in a class, Python makes " + name + " another name, as it begins with __: rename it");
      }
    }

    private IllegalArgumentException refusal(String why) {
      return new IllegalArgumentException("Class " + type.getName() + ": " + why);
    }
  }
}
