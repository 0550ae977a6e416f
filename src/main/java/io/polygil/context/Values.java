package io.polygil.context;

import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way between Python and Java, in one context. Thread-safe.
 *
 * <p>What goes to Python becomes a real Python object, a copy that knows nothing of Java:
 *
 * <table>
 * <caption>Java to Python</caption>
 * <tr><th>Java</th><th>Python</th></tr>
 * <tr><td>{@code null}; an empty {@code Optional}, {@code OptionalInt}, {@code OptionalLong},
 * {@code OptionalDouble}</td><td>{@code None}</td></tr>
 * <tr><td>an {@code Optional} with a value</td><td>what the value becomes</td></tr>
 * <tr><td>{@code boolean}</td><td>{@code bool}</td></tr>
 * <tr><td>{@code byte}, {@code short}, {@code int}, {@code long}, {@code BigInteger}</td>
 * <td>{@code int}</td></tr>
 * <tr><td>{@code float}, {@code double}</td><td>{@code float}</td></tr>
 * <tr><td>{@code char}, {@code CharSequence}; an enum constant, by its name</td>
 * <td>{@code str}; a surrogate without its other half stays as it is</td></tr>
 * <tr><td>{@code byte[]}; the remaining bytes of a {@code ByteBuffer}</td><td>{@code bytes}</td>
 * </tr>
 * <tr><td>other arrays, {@code Collection}, {@code Iterable}</td><td>{@code list}</td></tr>
 * <tr><td>{@code Set}</td><td>{@code set}</td></tr>
 * <tr><td>{@code Map}, in its order</td><td>{@code dict}</td></tr>
 * <tr><td>a {@code List} or {@code Set} that is a key or an element of a set</td>
 * <td>{@code tuple}, {@code frozenset}</td></tr>
 * <tr><td>a record</td><td>{@code dict} from components' names to their values</td></tr>
 * <tr><td>{@code LocalDate}, {@code LocalTime}, {@code LocalDateTime}</td>
 * <td>{@code datetime.date}, {@code time} and {@code datetime} without a time zone</td></tr>
 * <tr><td>{@code Instant}, {@code OffsetDateTime}, {@code ZonedDateTime}</td>
 * <td>{@code datetime.datetime} with its offset from UTC; a zone's name is its
 * {@code tzname()}</td></tr>
 * <tr><td>{@code Duration}</td><td>{@code datetime.timedelta}</td></tr>
 * <tr><td>{@code Callable}, {@code Runnable}, {@code Function}</td><td>a function of no argument,
 * or of one</td></tr>
 * <tr><td>{@link PythonObject} of this context</td><td>the object itself</td></tr>
 * </table>
 *
 * <p>Nanoseconds below a microsecond are cut off, towards the past. Years outside 1 to 9999 are
 * refused.
 *
 * <p>What comes to Java is immutable, arrays apart, and outlives the context. {@code None} becomes
 * {@code null}, except as a primitive, where it is refused, and as an {@code Optional}. A subclass
 * counts as its Python base class.
 *
 * <table>
 * <caption>Python to Java</caption>
 * <tr><th>Python</th><th>as {@code Object}</th><th>may also be asked for as</th></tr>
 * <tr><td>{@code bool}</td><td>{@code Boolean}</td><td>{@code boolean}, and what an {@code int}
 * may be</td></tr>
 * <tr><td>{@code int}</td><td>{@code Long}, beyond 64 bits {@code BigInteger}</td>
 * <td>{@code byte}, {@code short}, {@code int}, {@code long}, {@code BigInteger}, and
 * {@code float} and {@code double} where one of these is exactly the {@code int}</td></tr>
 * <tr><td>{@code float}</td><td>{@code Double}</td><td>{@code float}, {@code double}</td></tr>
 * <tr><td>{@code str}, unless it has surrogates side by side that Java would take for one other
 * character</td><td>{@code String}</td><td>{@code CharSequence}, {@code char}, an enum whose
 * constant has this name</td></tr>
 * <tr><td>{@code bytes}, {@code bytearray}, {@code memoryview}</td><td>{@code byte[]}</td>
 * <td>{@code ByteBuffer}</td></tr>
 * <tr><td>{@code list}, {@code tuple}, {@code range}, any {@code Sequence}</td><td>{@code List}
 * </td><td>{@code Collection}, {@code Iterable}, {@code T[]}, primitive arrays but
 * {@code byte[]}</td></tr>
 * <tr><td>{@code array.array}</td><td>{@code List}</td><td>the same, and its memory as
 * {@code byte[]}</td></tr>
 * <tr><td>{@code set}, {@code frozenset}, any {@code Set}</td><td>{@code Set} in the order of
 * iteration</td><td>{@code Collection}, {@code Iterable}</td></tr>
 * <tr><td>{@code dict}, any {@code Mapping}</td><td>{@code Map} in its order</td><td>a record: one
 * key for each component</td></tr>
 * <tr><td>{@code datetime.date}</td><td>{@code LocalDate}</td><td></td></tr>
 * <tr><td>{@code datetime.time} without a time zone</td><td>{@code LocalTime}</td><td></td></tr>
 * <tr><td>{@code datetime.datetime} without a time zone</td><td>{@code LocalDateTime}</td>
 * <td></td></tr>
 * <tr><td>{@code datetime.datetime} with a time zone</td><td>{@code OffsetDateTime}</td>
 * <td>{@code ZonedDateTime}, {@code Instant}</td></tr>
 * <tr><td>{@code datetime.timedelta}</td><td>{@code Duration}</td><td></td></tr>
 * <tr><td>a member of an {@code Enum}</td><td>refused</td><td>an enum whose constant has its
 * name</td></tr>
 * <tr><td>any object</td><td>refused</td><td>a record: one attribute for each component;
 * {@link PythonObject}</td></tr>
 * <tr><td>anything</td><td></td><td>{@code Optional}; {@code void}, which drops it</td></tr>
 * </table>
 *
 * <p>Both ways, a structure deeper than 1,000 levels is refused, or deeper than the thread's stack
 * holds where that is less, and so is one that contains itself. So are keys, or elements of a set,
 * that are different on one side and equal on the other.
 */
public final class Values {
  private final ToJava toJava;
  private final ToPython toPython;
  private final Value functions;
  private final Function<String, Value> imported;
  private final Map<Class<?>, Object> kept = new ConcurrentHashMap<>();

  /**
   * Conversion for one context.
   *
   * @param functions what values.py offers there
   * @param imported finds a function, written as module:function
   */
  Values(PythonContext context, Value functions, Function<String, Value> imported) {
    this.functions = functions;
    this.imported = imported;
    toJava = new ToJava(functions, value -> new PythonObject(context, value));
    toPython =
        new ToPython(
            functions,
            object -> {
              if (!object.isOf(context)) {
                throw new ConversionException(
                    ConversionException.Kind.VALUE,
                    "this PythonObject is of another Python context, and Python objects cannot"
                        + " leave theirs: convert it to a Java value, with as(...), and pass that");
              }
              return object.value();
            },
            value -> toJava(value, (Type) Object.class));
  }

  /** Lets a further Java class go both ways. Called before any value does. */
  <T> void add(TypeAdapter<T> adapter) {
    toJava.add(adapter.type(), (value, _) -> adapter.toJava(value, this), adapter::natural);
    toPython.add(adapter.type(), value -> adapter.toPython(adapter.type().cast(value), this));
  }

  /**
   * A Python function of this context.
   *
   * @param function {@code module:function}; the module is imported where it is not yet
   */
  public Value imported(String function) {
    return imported.apply(function);
  }

  /**
   * An object of which this context has one, made when it is first asked for: where stateless
   * adapters and modules keep what belongs to a context.
   */
  public <T> T kept(Class<T> type, Supplier<T> maker) {
    return type.cast(kept.computeIfAbsent(type, _ -> maker.get()));
  }

  /** The refusal of a Python value that is of another type than the one wanted. */
  public ConversionException refusal(Value value, String wanted) {
    return PythonTypeNames.refusal(value, wanted);
  }

  /** A function of values.py. */
  Value function(String name) {
    return functions.getMember(name);
  }

  /**
   * Makes a Java value a Python one.
   *
   * @throws ConversionException if the table has no row for it
   */
  public Object toPython(@Nullable Object value) {
    try {
      return toPython.convert(value, 0);
    } catch (StackOverflowError e) {
      throw Nesting.tooDeepForStack();
    }
  }

  /**
   * Makes a Python value one of a Java class.
   *
   * @throws ConversionException if it is of another type or out of the class's range, or the table
   *     does not have the class
   */
  public <T> @Nullable T toJava(Value value, Class<T> type) {
    @SuppressWarnings("unchecked") // The reader of a class makes its instances, or its wrapper's.
    T converted = (T) toJava(value, (Type) type);
    return converted;
  }

  /**
   * Makes a Python value one of a Java type, as {@link #toJava(Value, Class)} does.
   *
   * @param type a class, or such a type as {@link TypeLiteral#type()}
   */
  public @Nullable Object toJava(Value value, Type type) {
    try {
      return toJava.reader(type).read(value, 0);
    } catch (StackOverflowError e) {
      throw Nesting.tooDeepForStack();
    }
  }

  /**
   * Reads a Python int of 0 to 2^64 - 1 into the 64 bits of a long.
   *
   * @throws ConversionException if it is no int, negative, or 2^64 or more
   */
  public long toUnsignedLong(Value value) {
    BigInteger number = toJava(value, BigInteger.class);
    if (number == null) {
      throw PythonTypeNames.refusal(value, "int");
    }
    if (number.signum() < 0) {
      throw new ConversionException(
          ConversionException.Kind.VALUE, "must not be negative, got " + number);
    }
    if (number.bitLength() > Long.SIZE) {
      throw new ConversionException(
          ConversionException.Kind.RANGE, "Python int too large for an unsigned 64-bit integer");
    }
    return number.longValue();
  }

  /**
   * Raises the {@code UnicodeEncodeError} of a str that cannot become a String; does nothing for
   * any other value.
   */
  public void raiseIfUnencodable(Value value) {
    functions.getMember("raise_if_unencodable").executeVoid(value);
  }

  /** What {@code operator.index} makes of a value, or None where it has no {@code __index__}. */
  public Value index(Value value) {
    return functions.getMember("index_of").execute(value);
  }
}
