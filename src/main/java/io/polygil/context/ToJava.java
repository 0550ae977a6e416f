package io.polygil.context;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Finds the reader of a Java type, and keeps it. Thread-safe; bound to one context. */
final class ToJava {
  private final Scalars scalars;
  private final Containers containers;
  private final Buffers buffers;
  private final Value components;
  private final Value enumName;
  private final Map<Type, Reader> readers = new ConcurrentHashMap<>();
  private final List<Function<Value, ? extends @Nullable Object>> naturals =
      new CopyOnWriteArrayList<>();

  /**
   * Readers for one context.
   *
   * @param functions what values.py offers
   * @param references makes the references to Python objects that are asked for
   */
  ToJava(Value functions, Function<Value, PythonObject> references) {
    Value unfold = functions.getMember("unfold");
    this.components = functions.getMember("components");
    this.enumName = functions.getMember("enum_name");
    this.scalars = new Scalars(functions);
    this.containers = new Containers(unfold, functions.getMember("unfold_numbers"));
    this.buffers = new Buffers(unfold);
    readers.putAll(simpleReaders());
    new Times(unfold).readers().forEach((type, reader) -> readers.put(type, reader.orNull()));
    readers.put(PythonObject.class, (value, _) -> references.apply(value));
  }

  private Map<Type, Reader> simpleReaders() {
    Map<Type, Reader> simple = new HashMap<>();
    put(simple, boolean.class, Boolean.class, (value, _) -> scalars.bool(value));
    put(simple, byte.class, Byte.class, (value, _) -> scalars.integer8(value));
    put(simple, short.class, Short.class, (value, _) -> scalars.integer16(value));
    put(simple, int.class, Integer.class, (value, _) -> scalars.integer32(value));
    put(simple, long.class, Long.class, (value, _) -> scalars.integer64(value));
    put(simple, float.class, Float.class, (value, _) -> scalars.float32(value));
    put(simple, double.class, Double.class, (value, _) -> scalars.float64(value));
    put(simple, char.class, Character.class, (value, _) -> scalars.character(value));
    put(simple, void.class, Void.class, (_, _) -> null);
    Reader text = (value, _) -> scalars.text(value);
    simple.put(String.class, text.orNull());
    simple.put(CharSequence.class, text.orNull());
    Reader big = (value, _) -> scalars.bigInteger(value);
    simple.put(BigInteger.class, big.orNull());
    Reader bytes = (value, _) -> buffers.bytes(value);
    simple.put(byte[].class, bytes.orNull());
    Reader buffer = (value, _) -> ByteBuffer.wrap(buffers.bytes(value)).asReadOnlyBuffer();
    simple.put(ByteBuffer.class, buffer.orNull());
    simple.put(Object.class, this::natural);
    return simple;
  }

  private static void put(
      Map<Type, Reader> readers, Class<?> primitive, Class<?> wrapper, Reader reader) {
    readers.put(primitive, reader);
    readers.put(wrapper, reader.orNull());
  }

  /**
   * Reads a further class.
   *
   * @param natural gives an instance where any object is asked for, or null
   */
  void add(Class<?> type, Reader reader, Function<Value, ? extends @Nullable Object> natural) {
    readers.put(type, reader.orNull());
    naturals.add(natural);
  }

  /**
   * The reader of a type.
   *
   * @throws ConversionException if Python values cannot become this type
   */
  Reader reader(Type type) {
    Reader known = readers.get(type);
    if (known == null) {
      // Not computeIfAbsent: making a reader asks for those of its elements.
      known = make(type);
      readers.put(type, known);
    }
    return known;
  }

  private Reader make(Type type) {
    return switch (type) {
      case Class<?> plain -> ofClass(plain).orNull();
      case ParameterizedType generic when generic.getRawType() == Optional.class ->
          optional(argument(generic, 0));
      case ParameterizedType generic -> container(generic, generic.getRawType()).orNull();
      case GenericArrayType array ->
          array(rawClass(array.getGenericComponentType()), array).orNull();
      case WildcardType wildcard -> reader(wildcard.getUpperBounds()[0]);
      default -> throw unknown(type);
    };
  }

  private Reader ofClass(Class<?> type) {
    if (type == Optional.class) {
      return optional(reader(Object.class));
    } else if (type.isArray()) {
      return array(type.getComponentType(), type);
    } else if (type.isEnum()) {
      return (value, _) -> constant(value, type);
    } else if (type.isRecord()) {
      return new Records(components, this::reader, type);
    }
    return container(type, type);
  }

  private Reader container(Type type, Type raw) {
    if (raw == List.class) {
      return containers.list(argument(type, 0), Packing.ofList(argumentType(type, 0)));
    } else if (raw == Collection.class || raw == Iterable.class) {
      return containers.collection(argument(type, 0));
    } else if (raw == Set.class) {
      return containers.set(argument(type, 0));
    } else if (raw == Map.class) {
      return containers.map(argument(type, 0), argument(type, 1));
    }
    throw unknown(type);
  }

  private Reader argument(Type type, int index) {
    return reader(argumentType(type, index));
  }

  private static Type argumentType(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }

  private static Reader optional(Reader element) {
    return (value, depth) ->
        value.isNull() ? Optional.empty() : Optional.ofNullable(element.read(value, depth));
  }

  private Reader array(Class<?> component, Type type) {
    Type element =
        type instanceof GenericArrayType generic ? generic.getGenericComponentType() : component;
    if (!component.isPrimitive()) {
      return containers.array(component, reader(element), null);
    }
    Packing packing = Packing.ofList(component);
    return buffers.array(component, containers.array(component, reader(element), packing));
  }

  private static Class<?> rawClass(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      case GenericArrayType array -> rawClass(array.getGenericComponentType()).arrayType();
      default -> throw unknown(type);
    };
  }

  private Object constant(Value value, Class<?> type) {
    Value name = value.isString() ? value : enumName.execute(value);
    if (!name.isString()) {
      throw PythonTypeNames.refusal(value, "str");
    }
    Object[] constants = type.getEnumConstants();
    for (Object constant : constants) {
      if (((Enum<?>) constant).name().equals(name.asString())) {
        return constant;
      }
    }
    throw new ConversionException(
        ConversionException.Kind.VALUE,
        "'"
            + name.asString()
            + "' is no "
            + type.getSimpleName()
            + ": it is one of "
            + Arrays.stream(constants)
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.joining(", ")));
  }

  private @Nullable Object natural(Value value, int depth) {
    if (value.isString()) {
      return scalars.text(value);
    }
    Number number = scalars.number(value);
    if (number != null) {
      return number instanceof Double || number instanceof BigInteger
          ? number
          : (Number) number.longValue();
    } else if (value.isBoolean()) {
      return value.asBoolean();
    } else if (value.isNull()) {
      return null;
    }
    PythonParts parts = containers.parts(value);
    return switch (parts.kind()) {
      case "list" -> Containers.list(parts, this::natural, depth);
      case "dict" -> Containers.map(parts, this::natural, this::natural, depth);
      case "set" -> Containers.set(parts, this::natural, depth);
      case "bytes" -> Buffers.copy(parts.get(0));
      case "date", "time", "datetime", "timedelta" -> Times.natural(parts);
      default -> further(value);
    };
  }

  private Object further(Value value) {
    for (Function<Value, ? extends @Nullable Object> natural : naturals) {
      Object made = natural.apply(value);
      if (made != null) {
        return made;
      }
    }
    throw new ConversionException(
        ConversionException.Kind.TYPE,
        "a Python "
            + PythonTypeNames.of(value)
            + " has no Java form: ask for a record with its attributes, or for PythonObject");
  }

  private static ConversionException unknown(Type type) {
    return new ConversionException(
        ConversionException.Kind.TYPE,
        "Python values cannot become "
            + type.getTypeName()
            + ": ask for a primitive type, String, BigInteger, byte[], ByteBuffer, an array, List,"
            + " Set, Collection, Iterable, Map, Optional, a record, an enum, a date or time of"
            + " java.time, PythonObject or Object");
  }
}
