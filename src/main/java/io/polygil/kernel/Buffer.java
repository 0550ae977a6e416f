package io.polygil.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Objects;

/**
 * Numbers of one type in one block of memory that Java owns; its length is fixed. A kernel takes
 * and returns it, and Python sees it as {@code polygil.Buffer}.
 *
 * <p>Python's {@code bytes}, {@code bytearray}, {@code memoryview} and {@code array.array} arrive
 * as a Buffer of their element type and length by one copy of their memory: what a kernel writes
 * into it, Python does not see. A {@code polygil.Buffer} arrives, and a result leaves, without any
 * copy: both sides share the memory.
 *
 * <p>The memory is a byte array in the machine's byte order, which the Vector API reads by {@code
 * fromArray} or, through {@link #segment()}, as its own elements. Threads may share a Buffer; as
 * with any array, what one writes while another reads is not ordered.
 */
public final class Buffer {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ORDER);
  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ORDER);
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ORDER);
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ORDER);
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ORDER);

  private final ElementType type;
  private final byte[] memory;
  private final int length;
  private final boolean copy;

  private Buffer(ElementType type, byte[] memory) {
    this(type, memory, false);
  }

  private Buffer(ElementType type, byte[] memory, boolean copy) {
    this.type = Objects.requireNonNull(type, "type");
    this.memory = memory;
    this.copy = copy;
    this.length = memory.length / type.size();
    if (memory.length % type.size() != 0) {
      throw new IllegalArgumentException(
          memory.length + " bytes are no whole number of " + type + " elements");
    }
  }

  /**
   * A new Buffer of zeros.
   *
   * @throws IllegalArgumentException if the length is negative, or beyond 2^31 - 1 bytes
   */
  public static Buffer allocate(ElementType type, int length) {
    long bytes = (long) length * type.size();
    if (bytes < 0 || bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a Buffer holds 0 to " + Integer.MAX_VALUE + " bytes, not " + bytes);
    }
    return new Buffer(type, new byte[(int) bytes]);
  }

  /**
   * A Buffer over this very array, which holds the elements in the machine's byte order.
   *
   * @throws IllegalArgumentException if its length is no whole number of elements
   */
  public static Buffer wrap(ElementType type, byte[] memory) {
    return new Buffer(type, memory);
  }

  /** A float64 Buffer with a copy of the elements. */
  public static Buffer copyOf(double... elements) {
    Buffer copy = allocate(ElementType.FLOAT64, elements.length);
    copy.doubles().put(elements);
    return copy;
  }

  /** A float32 Buffer with a copy of the elements. */
  public static Buffer copyOf(float... elements) {
    Buffer copy = allocate(ElementType.FLOAT32, elements.length);
    copy.floats().put(elements);
    return copy;
  }

  /** An int64 Buffer with a copy of the elements. */
  public static Buffer copyOf(long... elements) {
    Buffer copy = allocate(ElementType.INT64, elements.length);
    copy.longs().put(elements);
    return copy;
  }

  /** An int32 Buffer with a copy of the elements. */
  public static Buffer copyOf(int... elements) {
    Buffer copy = allocate(ElementType.INT32, elements.length);
    copy.ints().put(elements);
    return copy;
  }

  /** An int16 Buffer with a copy of the elements. */
  public static Buffer copyOf(short... elements) {
    Buffer copy = allocate(ElementType.INT16, elements.length);
    copy.shorts().put(elements);
    return copy;
  }

  /** A uint8 Buffer with a copy of the bytes. */
  public static Buffer copyOf(byte... bytes) {
    return new Buffer(ElementType.UINT8, bytes.clone());
  }

  /** What the elements are. */
  public ElementType type() {
    return type;
  }

  /** The number of elements. */
  public int length() {
    return length;
  }

  /**
   * Whether it was made for a kernel's call, of an argument that was another of Python's buffers:
   * what is written into it, the caller does not see.
   */
  public boolean isCopy() {
    return copy;
  }

  Buffer asCopy() {
    return new Buffer(type, memory, true);
  }

  /** The memory itself, shared. */
  public byte[] memory() {
    return memory;
  }

  /** The memory itself, shared, for access by unaligned layouts and for the Vector API. */
  public MemorySegment segment() {
    return MemorySegment.ofArray(memory);
  }

  /**
   * This Buffer, if its elements are of a type.
   *
   * @throws IllegalArgumentException if they are of another
   */
  public Buffer require(ElementType wanted) {
    if (type != wanted) {
      throw new IllegalArgumentException(
          "the Buffer holds " + type + " elements, not " + wanted + " ones");
    }
    return this;
  }

  /** The elements of a float64 Buffer, shared. */
  public DoubleBuffer doubles() {
    return require(ElementType.FLOAT64).bytes().asDoubleBuffer();
  }

  /** The elements of a float32 Buffer, shared. */
  public FloatBuffer floats() {
    return require(ElementType.FLOAT32).bytes().asFloatBuffer();
  }

  /** The elements of an int64 or uint64 Buffer, shared. */
  public LongBuffer longs() {
    return requireSigned(ElementType.INT64, ElementType.UINT64).asLongBuffer();
  }

  /** The elements of an int32 or uint32 Buffer, shared. */
  public IntBuffer ints() {
    return requireSigned(ElementType.INT32, ElementType.UINT32).asIntBuffer();
  }

  /** The elements of an int16 or uint16 Buffer, shared. */
  public ShortBuffer shorts() {
    return requireSigned(ElementType.INT16, ElementType.UINT16).asShortBuffer();
  }

  private ByteBuffer requireSigned(ElementType signed, ElementType unsigned) {
    return (type == unsigned ? this : require(signed)).bytes();
  }

  private ByteBuffer bytes() {
    return ByteBuffer.wrap(memory).order(ORDER);
  }

  /**
   * An element of a Buffer of integers; of a uint64 one its bits.
   *
   * @throws IllegalArgumentException if the elements are floating-point numbers
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public long getLong(int index) {
    int at = Objects.checkIndex(index, length) * type.size();
    return switch (type) {
      case UINT8 -> memory[at] & 0xFF;
      case INT8 -> memory[at];
      case UINT16 -> (short) SHORTS.get(memory, at) & 0xFFFF;
      case INT16 -> (short) SHORTS.get(memory, at);
      case UINT32 -> Integer.toUnsignedLong((int) INTS.get(memory, at));
      case INT32 -> (int) INTS.get(memory, at);
      case UINT64, INT64 -> (long) LONGS.get(memory, at);
      case FLOAT32, FLOAT64 -> throw noInteger();
    };
  }

  /**
   * Sets an element of a Buffer of integers; bits that it has no room for are cut off.
   *
   * @throws IllegalArgumentException if the elements are floating-point numbers
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public void setLong(int index, long value) {
    int at = Objects.checkIndex(index, length) * type.size();
    switch (type) {
      case UINT8, INT8 -> memory[at] = (byte) value;
      case UINT16, INT16 -> SHORTS.set(memory, at, (short) value);
      case UINT32, INT32 -> INTS.set(memory, at, (int) value);
      case UINT64, INT64 -> LONGS.set(memory, at, value);
      case FLOAT32, FLOAT64 -> throw noInteger();
    }
  }

  private IllegalArgumentException noInteger() {
    return new IllegalArgumentException("the Buffer holds " + type + " elements, not integers");
  }

  /**
   * An element of a Buffer of floating-point numbers.
   *
   * @throws IllegalArgumentException if the elements are integers
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public double getDouble(int index) {
    int at = Objects.checkIndex(index, length) * type.size();
    return switch (type) {
      case FLOAT64 -> (double) DOUBLES.get(memory, at);
      case FLOAT32 -> (float) FLOATS.get(memory, at);
      default -> throw noFloat();
    };
  }

  /**
   * Sets an element of a Buffer of floating-point numbers, rounded where they are float32.
   *
   * @throws IllegalArgumentException if the elements are integers
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public void setDouble(int index, double value) {
    int at = Objects.checkIndex(index, length) * type.size();
    switch (type) {
      case FLOAT64 -> DOUBLES.set(memory, at, value);
      case FLOAT32 -> FLOATS.set(memory, at, (float) value);
      default -> throw noFloat();
    }
  }

  private IllegalArgumentException noFloat() {
    return new IllegalArgumentException(
        "the Buffer holds " + type + " elements, not floating-point numbers");
  }

  @Override
  public String toString() {
    return "Buffer of " + length + " " + type;
  }
}
