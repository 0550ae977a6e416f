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
  @FunctionalInterface
  interface Names {
    String name(String module, String name);
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
  private final Map<Class<?>, String> shapes = new LinkedHashMap<>();

  PythonTypes(Place place, Names names) {
    this.place = place;
    this.names = names;
  }

  /** How messages name a type; null for one that has no Python form. */
  static @Nullable String described(Type type) {
    return new PythonTypes(
            Place.RUN_TIME,
            (module, name) -> module.equals("datetime") ? module + "." + name : name)
        .annotation(type);
  }

  /** The annotation of a parameter or of one of a {@code *rest}. */
  String ofParameter(KernelParameter parameter) {
    String text =
        place == Place.ARGUMENT && parameter.isInteger()
            ? names.name("typing", "SupportsIndex")
            : required(parameter.type());
    return parameter.nullable() ? orNone(text) : text;
  }

  /** The annotation of a result. */
  String ofResult(KernelDefinition kernel) {
    String text = required(kernel.resultType());
    return kernel.nullableResult() ? orNone(text) : text;
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
        text.endsWith("None") || text.equals("object") || text.equals("Any") || text.equals("_Any");
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
            .map(constant -> KernelText.literal(((Enum<?>) constant).name()))
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
      shape = "_" + type.getSimpleName();
      while (shapes.containsValue(shape)) {
        shape += "_";
      }
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
