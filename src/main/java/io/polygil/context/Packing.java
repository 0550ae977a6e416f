package io.polygil.context;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Numbers that Python has in bytes of Java's own layout, to be copied at once. */
enum Packing {
  SHORT("h", short.class, Short.class),
  INT("i", int.class, Integer.class),
  LONG("q", long.class, Long.class),
  FLOAT("f", float.class, Float.class),
  DOUBLE("d", double.class, Double.class);

  private final String typecode;
  private final Class<?> component;
  private final Class<?> wrapper;

  Packing(String typecode, Class<?> component, Class<?> wrapper) {
    this.typecode = typecode;
    this.component = component;
    this.wrapper = wrapper;
  }

  /** How numbers of this type are packed, null for one that Python cannot pack so. */
  static @Nullable Packing of(Type number) {
    for (Packing packing : values()) {
      if (number == packing.component || number == packing.wrapper) {
        return packing;
      }
    }
    return null;
  }

  /**
   * The same for numbers of a list that lose nothing by it: floats would be rounded to 32 bits
   * without a word.
   */
  static @Nullable Packing ofList(Type number) {
    Packing packing = of(number);
    return packing == FLOAT ? null : packing;
  }

  /** The type's letter in Python's {@code array} and {@code struct}. */
  String typecode() {
    return typecode;
  }

  /** The numbers of a Python buffer, in an array of the primitive type. */
  Object array(Value packed) {
    MemorySegment bytes = MemorySegment.ofArray(Buffers.copy(packed));
    return switch (this) {
      case SHORT -> bytes.toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
      case INT -> bytes.toArray(ValueLayout.JAVA_INT_UNALIGNED);
      case LONG -> bytes.toArray(ValueLayout.JAVA_LONG_UNALIGNED);
      case FLOAT -> bytes.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
      case DOUBLE -> bytes.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
    };
  }

  /** The same as an immutable list. */
  List<?> list(Value packed) {
    return switch (array(packed)) {
      case long[] longs -> Arrays.stream(longs).boxed().toList();
      case int[] ints -> Arrays.stream(ints).boxed().toList();
      case double[] doubles -> Arrays.stream(doubles).boxed().toList();
      case Object others ->
          IntStream.range(0, Array.getLength(others))
              .mapToObj(index -> Array.get(others, index))
              .toList();
    };
  }
}
