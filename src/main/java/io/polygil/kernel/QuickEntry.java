package io.polygil.kernel;

import io.polygil.context.PythonErrors;
import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;
import java.util.List;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * The short way into a kernel, in one context: for arguments of which Python's side has seen that
 * they are exactly ints in range, floats, bools or strs, so that nothing has to be asked about them
 * here. It is public, as its methods are, since Python may call nothing else.
 *
 * <p>Each method gives the kernel's result, the object that says that the kernel has failed, or the
 * one that asks for the long way.
 */
public final class QuickEntry {
  private static final int LONG_TEXT = 1 << 10;

  private final KernelEntry entry;
  private final KernelWatch watch;
  private final PythonErrors errors;
  private final @Nullable Object receiver;
  private final MethodHandle handle;
  private final int texts;

  // To look for surrogates takes longer than many a kernel, and the same text often comes again.
  private volatile WeakReference<Object> lastLongText = new WeakReference<>(null);

  /**
   * The short way of a kernel that has one.
   *
   * @param entry the long way
   * @param receiver the kernel's object, null for a static kernel or a method
   */
  QuickEntry(
      KernelDefinition kernel,
      KernelEntry entry,
      KernelWatch watch,
      PythonErrors errors,
      @Nullable Object receiver) {
    this.entry = entry;
    this.watch = watch;
    this.errors = errors;
    this.receiver = receiver;
    handle = QuickCalls.handle(kernel);
    List<@Nullable QuickType> types = QuickCalls.types(kernel);
    int found = 0;
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i) == QuickType.TEXT) {
        found |= 1 << i;
      }
    }
    texts = found;
  }

  /** A call without arguments. */
  @HostAccess.Export
  public @Nullable Object call0() {
    return run(receiver);
  }

  /** A call with one argument. */
  @HostAccess.Export
  public @Nullable Object call1(Object first) {
    return run(receiver, first);
  }

  /** A call with two arguments. */
  @HostAccess.Export
  public @Nullable Object call2(Object first, Object second) {
    return run(receiver, first, second);
  }

  /** A call with three arguments. */
  @HostAccess.Export
  public @Nullable Object call3(Object first, Object second, Object third) {
    return run(receiver, first, second, third);
  }

  /** A call of a method without arguments. */
  @HostAccess.Export
  public @Nullable Object on0(Value self) {
    Object object = entry.receiver(self);
    return object == null ? errors.notImplemented() : run(object);
  }

  /** A call of a method with one argument. */
  @HostAccess.Export
  public @Nullable Object on1(Value self, Object first) {
    Object object = entry.receiver(self);
    return object == null ? errors.notImplemented() : run(object, first);
  }

  /** A call of a method with two arguments. */
  @HostAccess.Export
  public @Nullable Object on2(Value self, Object first, Object second) {
    Object object = entry.receiver(self);
    return object == null ? errors.notImplemented() : run(object, first, second);
  }

  /** A call of a method with three arguments. */
  @HostAccess.Export
  public @Nullable Object on3(Value self, Object first, Object second, Object third) {
    Object object = entry.receiver(self);
    return object == null ? errors.notImplemented() : run(object, first, second, third);
  }

  // One for each number of arguments: an array of them, and handles that take it apart, would cost
  // as much as all else here.
  private @Nullable Object run(@Nullable Object self) {
    KernelWatch.@Nullable Entered entered = watch.enter();
    Object result;
    try {
      result = (Object) handle.invokeExact(self);
    } catch (Throwable e) {
      return entry.failed(e);
    } finally {
      KernelWatch.leave(entered);
    }
    return result(result);
  }

  private @Nullable Object run(@Nullable Object self, Object given) {
    Object first = read(0, given);
    if (first == null) {
      return errors.notImplemented();
    }
    KernelWatch.@Nullable Entered entered = watch.enter();
    Object result;
    try {
      result = (Object) handle.invokeExact(self, first);
    } catch (Throwable e) {
      return entry.failed(e);
    } finally {
      KernelWatch.leave(entered);
    }
    return result(result);
  }

  private @Nullable Object run(@Nullable Object self, Object given, Object alsoGiven) {
    Object first = read(0, given);
    Object second = read(1, alsoGiven);
    if (first == null || second == null) {
      return errors.notImplemented();
    }
    KernelWatch.@Nullable Entered entered = watch.enter();
    Object result;
    try {
      result = (Object) handle.invokeExact(self, first, second);
    } catch (Throwable e) {
      return entry.failed(e);
    } finally {
      KernelWatch.leave(entered);
    }
    return result(result);
  }

  private @Nullable Object run(
      @Nullable Object self, Object given, Object alsoGiven, Object lastGiven) {
    Object first = read(0, given);
    Object second = read(1, alsoGiven);
    Object third = read(2, lastGiven);
    if (first == null || second == null || third == null) {
      return errors.notImplemented();
    }
    KernelWatch.@Nullable Entered entered = watch.enter();
    Object result;
    try {
      result = (Object) handle.invokeExact(self, first, second, third);
    } catch (Throwable e) {
      return entry.failed(e);
    } finally {
      KernelWatch.leave(entered);
    }
    return result(result);
  }

  // These need no conversion.
  private @Nullable Object result(@Nullable Object result) {
    return result == null
            || result instanceof Long
            || result instanceof Integer
            || result instanceof Double
            || result instanceof Boolean
        ? result
        : entry.toPython(result);
  }

  private @Nullable Object read(int index, Object given) {
    return (texts >> index & 1) == 0 ? given : text((String) given);
  }

  /** The text; null where surrogates stand in pairs, for Python's text may be another one. */
  @SuppressWarnings("ReferenceEquality") // To compare long texts is what is to be avoided.
  private @Nullable Object text(String given) {
    boolean isLong = given.length() >= LONG_TEXT;
    if (isLong && given == lastLongText.get()) {
      return given;
    }
    if (given.codePointCount(0, given.length()) != given.length()) {
      return null;
    }
    if (isLong) {
      lastLongText = new WeakReference<>(given);
    }
    return given;
  }
}
