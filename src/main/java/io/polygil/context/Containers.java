package io.polygil.context;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Reads Python's lists, sets and dicts: immutable results in Python's order. */
final class Containers {
  private final Value unfold;
  private final Value unfoldNumbers;

  /** Readers for one context, by these two functions of values.py. */
  Containers(Value unfold, Value unfoldNumbers) {
    this.unfold = unfold;
    this.unfoldNumbers = unfoldNumbers;
  }

  /** The parts of a value; of kind {@code object} where it can have none. */
  PythonParts parts(Value value) {
    return parts(value, null);
  }

  private PythonParts parts(Value value, @Nullable Packing packing) {
    if (value.isNull() || value.isString() || value.isNumber() || value.isBoolean()) {
      return PythonParts.none();
    }
    PythonParts parts =
        packing == null
            ? PythonParts.ask(unfold, value)
            : PythonParts.ask(unfoldNumbers, value, packing.typecode());
    // Its array elements are bytes as far as Java sees them; tolist() knows the numbers.
    return parts.kind().equals("array")
        ? PythonParts.ask(unfold, parts.get(1).invokeMember("tolist"))
        : parts;
  }

  /**
   * Reads lists.
   *
   * @param packing how many such elements may come at once, null where they come one by one
   */
  Reader list(Reader element, @Nullable Packing packing) {
    return (value, depth) -> {
      PythonParts parts = parts(value, packing);
      if (packing != null && parts.kind().equals("packed")) {
        return packing.list(parts.get(0));
      }
      if (!parts.kind().equals("list")) {
        throw PythonTypeNames.refusal(value, "list");
      }
      return list(parts, element, depth);
    };
  }

  Reader collection(Reader element) {
    return (value, depth) -> {
      PythonParts parts = parts(value);
      return switch (parts.kind()) {
        case "list", "set" -> list(parts, element, depth);
        default -> throw PythonTypeNames.refusal(value, "list or set");
      };
    };
  }

  Reader set(Reader element) {
    return (value, depth) -> {
      PythonParts parts = parts(value);
      if (!parts.kind().equals("set")) {
        throw PythonTypeNames.refusal(value, "set");
      }
      return set(parts, element, depth);
    };
  }

  Reader map(Reader key, Reader element) {
    return (value, depth) -> {
      PythonParts parts = parts(value);
      if (!parts.kind().equals("dict")) {
        throw PythonTypeNames.refusal(value, "dict");
      }
      return map(parts, key, element, depth);
    };
  }

  /**
   * Reads lists into arrays.
   *
   * @param packing how many such elements may come at once, null where they come one by one
   */
  Reader array(Class<?> component, Reader element, @Nullable Packing packing) {
    return (value, depth) -> {
      PythonParts parts = parts(value, packing);
      if (packing != null && parts.kind().equals("packed")) {
        return packing.array(parts.get(0));
      }
      if (!parts.kind().equals("list")) {
        throw PythonTypeNames.refusal(value, "list");
      }
      int below = Nesting.below(depth);
      Object array = Array.newInstance(component, parts.size());
      fill(array, index -> element(parts, index, element, below));
      return array;
    };
  }

  // Array.set would be three times slower.
  private static void fill(Object array, IntFunction<@Nullable Object> elements) {
    switch (array) {
      case long[] longs -> Arrays.setAll(longs, i -> (long) requireNonNull(elements.apply(i)));
      case int[] ints -> Arrays.setAll(ints, i -> (int) requireNonNull(elements.apply(i)));
      case double[] doubles ->
          Arrays.setAll(doubles, i -> (double) requireNonNull(elements.apply(i)));
      case Object[] objects -> Arrays.setAll(objects, elements);
      default -> {
        for (int i = 0; i < Array.getLength(array); i++) {
          Array.set(array, i, elements.apply(i));
        }
      }
    }
  }

  static List<@Nullable Object> list(PythonParts parts, Reader element, int depth) {
    int below = Nesting.below(depth);
    List<@Nullable Object> list = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      list.add(element(parts, i, element, below));
    }
    return Collections.unmodifiableList(list);
  }

  static Set<@Nullable Object> set(PythonParts parts, Reader element, int depth) {
    int below = Nesting.below(depth);
    Set<@Nullable Object> set = LinkedHashSet.newLinkedHashSet(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      Object made = element(parts, i, element, below);
      if (!set.add(made)) {
        throw equalInJava("two of its elements", made);
      }
    }
    return Collections.unmodifiableSet(set);
  }

  static Map<@Nullable Object, @Nullable Object> map(
      PythonParts parts, Reader key, Reader element, int depth) {
    int below = Nesting.below(depth);
    int size = parts.size() / 2;
    Map<@Nullable Object, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(size);
    for (int i = 0; i < size; i++) {
      Object madeKey;
      try {
        madeKey = key.read(parts.get(i), below);
      } catch (ConversionException e) {
        throw e.within(Steps.keys());
      }
      try {
        map.put(madeKey, element.read(parts.get(size + i), below));
      } catch (ConversionException e) {
        throw e.within(Steps.key(madeKey));
      }
    }
    if (map.size() != size) {
      throw equalInJava("two of its keys", null);
    }
    return Collections.unmodifiableMap(map);
  }

  private static @Nullable Object element(PythonParts parts, int index, Reader element, int depth) {
    try {
      return element.read(parts.get(index), depth);
    } catch (ConversionException e) {
      throw e.within(Steps.index(index));
    }
  }

  private static ConversionException equalInJava(String what, @Nullable Object made) {
    return new ConversionException(
        ConversionException.Kind.VALUE,
        what
            + " differ in Python and are equal in Java"
            + (made == null ? "" : ": " + made)
            + "; convert them to a list in Python");
  }
}
