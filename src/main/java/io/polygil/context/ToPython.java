package io.polygil.context;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** Makes Java values real Python objects. Thread-safe; bound to one context. */
final class ToPython {
  private final Function<PythonObject, Value> dereference;
  private final Function<Value, @Nullable Object> natural;
  private final PythonScalars scalars;
  private final Value listOf;
  private final Value tupleOf;
  private final Value setOf;
  private final Value frozensetOf;
  private final Value dictOf;
  private final Map<Class<?>, Function<Object, Object>> further = new ConcurrentHashMap<>();
  private final Map<Class<?>, Optional<Function<Object, Object>>> makers =
      new ConcurrentHashMap<>();

  /**
   * A maker for one context.
   *
   * @param functions what values.py offers
   * @param dereference the object itself, or a refusal where it may not be used in this context
   * @param natural what the arguments of Java functions become
   */
  ToPython(
      Value functions,
      Function<PythonObject, Value> dereference,
      Function<Value, @Nullable Object> natural) {
    this.dereference = dereference;
    this.natural = natural;
    scalars = new PythonScalars(functions);
    listOf = functions.getMember("list_of");
    tupleOf = functions.getMember("tuple_of");
    setOf = functions.getMember("set_of");
    frozensetOf = functions.getMember("frozenset_of");
    dictOf = functions.getMember("dict_of");
  }

  /** Makes a further class Python objects, and those of its subclasses that are not added. */
  void add(Class<?> type, Function<Object, Object> maker) {
    further.put(type, maker);
    makers.clear();
  }

  private Optional<Function<Object, Object>> maker(Class<?> type) {
    Optional<Function<Object, Object>> known = makers.get(type);
    if (known == null) {
      Function<Object, Object> maker = null;
      for (Class<?> at = type; at != null && maker == null; at = at.getSuperclass()) {
        maker = further.get(at);
      }
      known = Optional.ofNullable(maker);
      makers.put(type, known);
    }
    return known;
  }

  /**
   * What a value becomes.
   *
   * @param depth how many structures it sits in
   */
  Object convert(@Nullable Object value, int depth) {
    return switch (value) {
      case null -> scalars.none();
      case String s -> s;
      case Boolean b -> b;
      case Integer i -> i;
      case Long l -> l;
      case Double d -> d;
      default -> {
        // First of all: such a class may be a record, or iterable.
        Optional<Function<Object, Object>> maker = maker(value.getClass());
        if (maker.isPresent()) {
          yield maker.get().apply(value);
        }
        Object made = scalars.make(value);
        yield made == null ? structure(value, depth) : made;
      }
    };
  }

  // Apart from the other rows: a thousand of these stand on the stack at once.
  private Object structure(Object value, int depth) {
    return switch (value) {
      case Set<?> set -> set(set, setOf, depth);
      case Map<?, ?> map -> dict(map, depth);
      case Record record -> dict(components(record), depth);
      case Path path -> throw refusal(path);
      case Iterable<?> list -> listOf.execute(elements(list, depth));
      default ->
          value.getClass().isArray()
              ? listOf.execute(arrayElements(value, depth))
              : other(value, depth);
    };
  }

  private Object other(Object value, int depth) {
    return switch (value) {
      case PythonObject object -> dereference.apply(object);
      case Optional<?> optional -> convert(optional.orElse(null), depth);
      case OptionalInt optional -> optional.isPresent() ? optional.getAsInt() : scalars.none();
      case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : scalars.none();
      case OptionalDouble optional ->
          optional.isPresent() ? optional.getAsDouble() : scalars.none();
      // A Runnable by name only.
      case Thread thread -> throw refusal(thread);
      case Callable<?> callable -> (ProxyExecutable) _ -> result(callable);
      case Runnable runnable ->
          (ProxyExecutable)
              _ -> {
                runnable.run();
                return scalars.none();
              };
      case Function<?, ?> function -> callback(function);
      case Keywords _ ->
          throw new ConversionException(
              ConversionException.Kind.TYPE,
              "Keywords must be the last argument of a call, not a part of another value");
      case Value _ ->
          throw new ConversionException(
              ConversionException.Kind.TYPE,
              "a polyglot Value may be of any context: ask Python for a PythonObject and pass"
                  + " that");
      default -> throw refusal(value);
    };
  }

  private static ConversionException refusal(Object value) {
    return new ConversionException(
        ConversionException.Kind.TYPE,
        "a Java "
            + value.getClass().getName()
            + " has no Python form: pass a number, boolean, text, array, List, Set, Map, record,"
            + " Optional, date or time, Callable, or PythonObject");
  }

  private Object result(Callable<?> callable) {
    try {
      return convert(callable.call(), 0);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private ProxyExecutable callback(Function<?, ?> function) {
    @SuppressWarnings("unchecked") // What Python passes is as natural for it as for any caller.
    Function<@Nullable Object, @Nullable Object> of =
        (Function<@Nullable Object, @Nullable Object>) function;
    return arguments -> {
      if (arguments.length != 1) {
        throw new IllegalArgumentException(
            "a Java Function takes one argument, got " + arguments.length);
      }
      return convert(of.apply(natural.apply(arguments[0])), 0);
    };
  }

  private @Nullable Object[] elements(Iterable<?> elements, int depth) {
    int below = Nesting.below(depth);
    List<@Nullable Object> made =
        new ArrayList<>(elements instanceof Collection<?> sized ? sized.size() : 16);
    for (Object element : elements) {
      try {
        made.add(convert(element, below));
      } catch (ConversionException e) {
        throw e.within(Steps.index(made.size()));
      }
    }
    return made.toArray();
  }

  private @Nullable Object[] arrayElements(Object array, int depth) {
    int below = Nesting.below(depth);
    @Nullable Object[] made = new @Nullable Object[Array.getLength(array)];
    for (int i = 0; i < made.length; i++) {
      try {
        made[i] = convert(Array.get(array, i), below);
      } catch (ConversionException e) {
        throw e.within(Steps.index(i));
      }
    }
    return made;
  }

  private Object set(Set<?> set, Value maker, int depth) {
    int below = Nesting.below(depth);
    List<@Nullable Object> made = new ArrayList<>(set.size());
    for (Object element : set) {
      try {
        made.add(hashable(element, below));
      } catch (ConversionException e) {
        throw e.within(Steps.index(made.size()));
      }
    }
    return unlessEqual(maker.execute(made.toArray()), "two of its elements");
  }

  private Object dict(Map<?, ?> map, int depth) {
    int below = Nesting.below(depth);
    List<@Nullable Object> keys = new ArrayList<>(map.size());
    List<@Nullable Object> values = new ArrayList<>(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      try {
        keys.add(hashable(entry.getKey(), below));
      } catch (ConversionException e) {
        throw e.within(Steps.keys());
      }
      try {
        values.add(convert(entry.getValue(), below));
      } catch (ConversionException e) {
        throw e.within(Steps.key(entry.getKey()));
      }
    }
    keys.addAll(values);
    return unlessEqual(dictOf.execute(keys.toArray()), "two of its keys");
  }

  private static Value unlessEqual(Value made, String what) {
    if (made.isNull()) {
      throw new ConversionException(
          ConversionException.Kind.VALUE,
          what + " differ in Java and are equal in Python, as 1 and 1.0 are: pass a List of them");
    }
    return made;
  }

  // Python's lists, sets and dicts are no keys; its tuples and frozensets are.
  private Object hashable(@Nullable Object key, int depth) {
    return switch (key) {
      case Object known when maker(known.getClass()).isPresent() -> convert(known, depth);
      case Set<?> set -> set(set, frozensetOf, depth);
      case List<?> list -> {
        int below = Nesting.below(depth);
        List<@Nullable Object> made = new ArrayList<>(list.size());
        for (Object element : list) {
          made.add(hashable(element, below));
        }
        yield tupleOf.execute(made.toArray());
      }
      case Map<?, ?> map -> throw noKey(map);
      case Record record -> throw noKey(record);
      case byte[] bytes -> convert(bytes, depth);
      case Object array when array.getClass().isArray() -> throw noKey(array);
      case Collection<?> collection -> throw noKey(collection);
      case null, default -> convert(key, depth);
    };
  }

  private static ConversionException noKey(Object key) {
    return new ConversionException(
        ConversionException.Kind.TYPE,
        "a Java "
            + key.getClass().getName()
            + " would be unhashable in Python, so it is no key and no element of a set: use a"
            + " text, a number, or a List of these, which becomes a tuple");
  }

  private static Map<String, @Nullable Object> components(Record record) {
    Map<String, @Nullable Object> components = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        // A record need not be public itself.
        component.getAccessor().setAccessible(true);
        components.put(component.getName(), component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException | RuntimeException e) {
        ConversionException refused =
            new ConversionException(
                ConversionException.Kind.TYPE,
                "the record " + record.getClass().getName() + " cannot be read: open its package");
        refused.initCause(e);
        throw refused;
      }
    }
    return components;
  }
}
