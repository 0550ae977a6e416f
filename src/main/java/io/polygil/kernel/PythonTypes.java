package io.polygil.kernel;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the Java types that kernels may have as Python annotations. A function of a running module
 * is annotated with the one type that a reader expects; a stub says what a checker may let pass,
 * which for an argument is more than for a result.
 */
final class PythonTypes {
  /** Where an annotation stands. */
  enum Place {
    RUN_TIME,
    ARGUMENT,
    RESULT
  }

  /** Under which name the text around the annotation finds a type. */
  interface Names {
    String name(String module, String name);

    /** A name that the text may give to something of its own: the wanted one, or one like it. */
    String own(String wanted);

    /** Those in a class whose members have these names, which hide what is outside. */
    Names within(Set<String> hiding);
  }

  /** The names that messages use. */
  private enum Shown implements Names {
    NAMES;

    @Override
    public String name(String module, String name) {
      return module.equals("datetime") ? module + "." + name : name;
    }

    @Override
    public String own(String wanted) {
      return wanted;
    }

    @Override
    public Names within(Set<String> hiding) {
      return this;
    }
  }

  private record Name(String module, String name) {}

  private static final String BUILTINS = "builtins";
  private static final String ABSTRACT = "collections.abc";
  private static final List<Name> BYTES_LIKE =
      List.of(
          new Name(BUILTINS, "bytes"),
          new Name(BUILTINS, "bytearray"),
          new Name(BUILTINS, "memoryview"));

  private final Place place;
  private final Names names;
  private final Map<Class<?>, PythonClass> classes;
  private final Map<Class<?>, String> shapes;
  private final @Nullable PythonTypes outside;

  private PythonTypes(
      Place place,
      Names names,
      Map<Class<?>, PythonClass> classes,
      Map<Class<?>, String> shapes,
      @Nullable PythonTypes outside) {
    this.place = place;
    this.names = names;
    this.classes = classes;
    this.shapes = shapes;
    this.outside = outside;
  }

  /**
   * Annotations of a module.
   *
   * @param classes the kernel classes of all modules
   */
  PythonTypes(Place place, Names names, Map<Class<?>, PythonClass> classes) {
    this(place, names, classes, new LinkedHashMap<>(), null);
  }

  /** The same in a class whose members have these names. */
  PythonTypes within(Set<String> hiding) {
    return new PythonTypes(place, names.within(hiding), classes, shapes, this);
  }

  /** The names that the annotations are made of. */
  Names names() {
    return names;
  }

  /** How messages name a type; null for one that has no Python form. */
  static @Nullable String described(Type type) {
    return new PythonTypes(Place.RUN_TIME, Shown.NAMES, Map.of()).annotation(type);
  }

  /** The annotation of a parameter or of one of a {@code *rest}. */
  String ofParameter(KernelDefinition kernel, KernelParameter parameter) {
    if (kernel.owner() != null && Set.of("__eq__", "__ne__").contains(kernel.name())) {
      // Whatever it compares with: what is of another type is not equal.
      return builtin("object");
    }
    return evaluatedLate(parameter.type())
        ? "'" + outermost().ofParameter(parameter) + "'"
        : ofParameter(parameter);
  }

  private String ofParameter(KernelParameter parameter) {
    String text =
        place == Place.ARGUMENT && parameter.isInteger()
            ? names.name("typing", "SupportsIndex")
            : required(parameter.type());
    return parameter.nullable() ? orNone(text) : text;
  }

  /** The annotation of a result with the arrow before it. */
  String arrow(KernelDefinition kernel) {
    if (kernel.role().makesInstance()) {
      // At run time it would be a part of what help() shows as the signature of the class.
      return place == Place.RUN_TIME ? "" : " -> " + names.name("typing", "Self");
    }
    return " -> "
        + (evaluatedLate(kernel.resultType())
            ? "'" + outermost().result(kernel) + "'"
            : result(kernel));
  }

  private String result(KernelDefinition kernel) {
    String text = required(kernel.resultType());
    if (kernel.role() == Role.ITERATE) {
      return names.name(ABSTRACT, "Iterator") + "[" + text + "]";
    }
    return kernel.nullableResult() ? orNone(text) : text;
  }

  // Where the annotation is evaluated, the class need not be there yet.
  private boolean evaluatedLate(Type type) {
    return place == Place.RUN_TIME && kernelClasses(type).findAny().isPresent();
  }

  // What is evaluated late finds the module's names, not those of the class that it stands in.
  private PythonTypes outermost() {
    return outside == null ? this : outside.outermost();
  }

  /** The kernel classes that a type is made of. */
  static Stream<Class<?>> kernelClasses(Type type) {
    return switch (type) {
      case Class<?> plain when plain.isArray() -> kernelClasses(plain.getComponentType());
      case Class<?> plain ->
          Stream.<Class<?>>of(plain).filter(each -> each.isAnnotationPresent(KernelClass.class));
      case ParameterizedType generic ->
          Arrays.stream(generic.getActualTypeArguments()).flatMap(PythonTypes::kernelClasses);
      case GenericArrayType array -> kernelClasses(array.getGenericComponentType());
      case WildcardType wildcard ->
          Arrays.stream(wildcard.getUpperBounds()).flatMap(PythonTypes::kernelClasses);
      default -> Stream.empty();
    };
  }

  private String required(Type type) {
    String text = annotation(type);
    if (text == null) {
      throw new IllegalStateException(type + " was let pass, but has no Python form");
    }
    return text;
  }

  static String orNone(String text) {
    boolean allowsNone =
        text.equals("None")
            || text.endsWith(" None")
            || text.equals("object")
            || text.endsWith(".object")
            || text.equals("Any")
            || text.equals("_Any");
    return allowsNone ? text : text + " | None";
  }

  /**
   * The records that may come as any object with their attributes: for each the protocol that says
   * so, by its name. Those of the annotations so far.
   */
  Map<Class<?>, String> shapes() {
    return shapes;
  }

  /** The annotation, or null for a type that has no Python form. */
  @Nullable String annotation(Type type) {
    return switch (type) {
      case Class<?> plain -> ofClass(plain);
      case ParameterizedType generic -> ofGeneric(generic);
      case GenericArrayType array -> listOf(array.getGenericComponentType());
      case WildcardType wildcard -> annotation(wildcard.getUpperBounds()[0]);
      default -> null;
    };
  }

  private @Nullable String ofClass(Class<?> type) {
    Name plain = plain(type);
    if (plain != null) {
      return names.name(plain.module(), plain.name());
    } else if (type.isAnnotationPresent(KernelClass.class)) {
      PythonClass known = classes.get(type);
      return known == null ? PythonClass.nameOf(type) : names.name(known.module(), known.name());
    } else if (type == void.class) {
      return "None";
    } else if (type == Object.class) {
      return place == Place.RESULT ? any() : builtin("object");
    } else if (type == byte[].class || type == ByteBuffer.class) {
      return bytes(false);
    } else if (type == Buffer.class) {
      return bytes(true);
    } else if (type == PythonFunction.class) {
      return names.name(ABSTRACT, "Callable") + "[..., " + builtin("object") + "]";
    } else if (type.isEnum()) {
      return enumNames(type);
    } else if (type.isRecord()) {
      return record(type);
    } else if (type == Optional.class) {
      return builtin("object") + " | None";
    } else if (type.isArray()) {
      return listOf(type.getComponentType());
    }
    int elements = type == Map.class ? 2 : 1;
    return place == Place.RUN_TIME
        ? runTimeContainer(type)
        : container(type, Collections.nCopies(elements, any()));
  }

  private static @Nullable Name plain(Class<?> type) {
    if (KernelParameter.isInteger(type)) {
      return new Name(BUILTINS, "int");
    } else if (type == boolean.class || type == Boolean.class) {
      return new Name(BUILTINS, "bool");
    } else if (Set.of(float.class, Float.class, double.class, Double.class).contains(type)) {
      return new Name(BUILTINS, "float");
    } else if (Set.of(char.class, Character.class, String.class).contains(type)) {
      return new Name(BUILTINS, "str");
    } else if (type == LocalDate.class) {
      return new Name("datetime", "date");
    } else if (type == LocalTime.class) {
      return new Name("datetime", "time");
    } else if (type == Duration.class) {
      return new Name("datetime", "timedelta");
    }
    return List.of(LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class, Instant.class)
            .contains(type)
        ? new Name("datetime", "datetime")
        : null;
  }

  private String builtin(String name) {
    return names.name(BUILTINS, name);
  }

  private String any() {
    return names.name("typing", "Any");
  }

  private String bytes(boolean buffer) {
    if (place != Place.ARGUMENT) {
      return buffer ? names.name("polygil.buffer", "Buffer") : builtin("bytes");
    }
    String text =
        BYTES_LIKE.stream()
            .map(name -> names.name(name.module(), name.name()))
            .collect(Collectors.joining(" | "));
    text += " | " + names.name("array", "array") + "[" + any() + "]";
    return buffer ? text + " | " + names.name("polygil.buffer", "Buffer") : text;
  }

  // A member of any enum of Python comes by its name.
  private String enumNames(Class<?> type) {
    if (place == Place.RUN_TIME || type.getEnumConstants().length == 0) {
      return builtin("str");
    }
    String literal =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> PythonText.literal(((Enum<?>) constant).name()))
            .collect(Collectors.joining(", ", names.name("typing", "Literal") + "[", "]"));
    return place == Place.RESULT ? literal : literal + " | " + names.name("enum", "Enum");
  }

  private String record(Class<?> type) {
    if (place == Place.RUN_TIME) {
      return builtin("dict");
    }
    String ofAny = "[" + builtin("str") + ", " + any() + "]";
    if (place == Place.RESULT) {
      return builtin("dict") + ofAny;
    }
    String shape = shapes.get(type);
    if (shape == null) {
      shape = names.own("_" + type.getSimpleName());
      shapes.put(type, shape);
    }
    return names.name(ABSTRACT, "Mapping") + ofAny + " | " + shape;
  }

  private @Nullable String runTimeContainer(Class<?> type) {
    if (type == Map.class) {
      return builtin("dict");
    } else if (type == List.class || type == Collection.class || type == Iterable.class) {
      return builtin("list");
    }
    return type == Set.class ? builtin("set") : null;
  }

  private @Nullable String container(Class<?> type, List<String> elements) {
    String of = "[" + String.join(", ", elements) + "]";
    if (place == Place.RUN_TIME) {
      String raw = runTimeContainer(type);
      return raw == null ? null : raw + of;
    }
    boolean isArgument = place == Place.ARGUMENT;
    if (type == Map.class) {
      return (isArgument ? names.name(ABSTRACT, "Mapping") : builtin("dict")) + of;
    } else if (type == List.class) {
      return (isArgument ? names.name(ABSTRACT, "Sequence") : builtin("list")) + of;
    } else if (type == Set.class) {
      return (isArgument ? names.name("typing", "AbstractSet") : builtin("set")) + of;
    } else if (type != Collection.class && type != Iterable.class) {
      return null;
    }
    // What comes out of a kernel is a list or a set, whichever the Java object was.
    return isArgument
        ? names.name(ABSTRACT, "Sequence") + of + " | " + names.name("typing", "AbstractSet") + of
        : names.name(ABSTRACT, "Collection") + of;
  }

  private @Nullable String ofGeneric(ParameterizedType generic) {
    Class<?> raw = (Class<?>) generic.getRawType();
    List<String> arguments = new ArrayList<>();
    for (Type argument : generic.getActualTypeArguments()) {
      String text = annotation(argument);
      if (text == null) {
        return null;
      }
      arguments.add(text);
    }
    if (raw == Optional.class) {
      return orNone(arguments.getFirst());
    }
    return raw.isRecord() ? record(raw) : container(raw, arguments);
  }

  private @Nullable String listOf(Type element) {
    String text = annotation(element);
    return text == null ? null : container(List.class, List.of(text));
  }
}
