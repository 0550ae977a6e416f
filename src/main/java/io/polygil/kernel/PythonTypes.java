package io.polygil.kernel;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How Python annotates the Java types that kernels may have. */
final class PythonTypes {
  private static final Map<Class<?>, String> PLAIN =
      Map.ofEntries(
          Map.entry(void.class, "None"),
          Map.entry(boolean.class, "bool"),
          Map.entry(Boolean.class, "bool"),
          Map.entry(byte.class, "int"),
          Map.entry(Byte.class, "int"),
          Map.entry(short.class, "int"),
          Map.entry(Short.class, "int"),
          Map.entry(int.class, "int"),
          Map.entry(Integer.class, "int"),
          Map.entry(long.class, "int"),
          Map.entry(Long.class, "int"),
          Map.entry(BigInteger.class, "int"),
          Map.entry(float.class, "float"),
          Map.entry(Float.class, "float"),
          Map.entry(double.class, "float"),
          Map.entry(Double.class, "float"),
          Map.entry(char.class, "str"),
          Map.entry(Character.class, "str"),
          Map.entry(String.class, "str"),
          Map.entry(byte[].class, "bytes"),
          Map.entry(ByteBuffer.class, "bytes"),
          Map.entry(Buffer.class, "Buffer"),
          Map.entry(Object.class, "object"),
          Map.entry(PythonFunction.class, "callable"),
          Map.entry(LocalDate.class, "'datetime.date'"),
          Map.entry(LocalTime.class, "'datetime.time'"),
          Map.entry(LocalDateTime.class, "'datetime.datetime'"),
          Map.entry(OffsetDateTime.class, "'datetime.datetime'"),
          Map.entry(ZonedDateTime.class, "'datetime.datetime'"),
          Map.entry(Instant.class, "'datetime.datetime'"),
          Map.entry(Duration.class, "'datetime.timedelta'"));

  private static final Pattern NOT_IN_NAMES = Pattern.compile("\\W+");

  private PythonTypes() {}

  /** The annotation, or null for a type that has no Python form. */
  static @Nullable String annotation(Type type) {
    return switch (type) {
      case Class<?> plain -> ofClass(plain);
      case ParameterizedType generic -> ofGeneric(generic);
      case GenericArrayType array -> listOf(array.getGenericComponentType());
      case WildcardType wildcard -> annotation(wildcard.getUpperBounds()[0]);
      default -> null;
    };
  }

  /**
   * The annotation of a type whose values may be None, too. Where one is a text, as of a class that
   * the module does not have yet, or no type, the whole must be a text.
   */
  static String orNone(String annotation) {
    boolean isType = !annotation.startsWith("'") && !annotation.equals("callable");
    return isType ? annotation + " | None" : "'" + annotation.replace("'", "") + " | None'";
  }

  /**
   * The annotation as a text if one of these names stands in it: where it is evaluated, a name such
   * as {@code list} may be a method's.
   */
  static String quotedFor(Set<String> names, String annotation) {
    return NOT_IN_NAMES.splitAsStream(annotation).anyMatch(names::contains)
        ? "'" + annotation.replace("'", "") + "'"
        : annotation;
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

  private static @Nullable String ofClass(Class<?> type) {
    String plain = PLAIN.get(type);
    if (plain != null) {
      return plain;
    } else if (type.isAnnotationPresent(KernelClass.class)) {
      return "'" + PythonClass.nameOf(type) + "'";
    } else if (type.isEnum()) {
      return "str";
    } else if (type.isRecord() || type == Map.class) {
      return "dict";
    } else if (type == List.class || type == Collection.class || type == Iterable.class) {
      return "list";
    } else if (type == Set.class) {
      return "set";
    } else if (type == Optional.class) {
      return "object | None";
    }
    return type.isArray() ? listOf(type.getComponentType()) : null;
  }

  private static @Nullable String ofGeneric(ParameterizedType generic) {
    String raw = ofClass((Class<?>) generic.getRawType());
    StringBuilder arguments = new StringBuilder();
    for (Type argument : generic.getActualTypeArguments()) {
      String text = annotation(argument);
      if (raw == null || text == null) {
        return null;
      }
      arguments.append(arguments.isEmpty() ? "" : ", ").append(text);
    }
    return generic.getRawType() == Optional.class
        ? orNone(arguments.toString())
        : raw + "[" + arguments + "]";
  }

  private static @Nullable String listOf(Type element) {
    String text = annotation(element);
    return text == null ? null : "list[" + text + "]";
  }
}
