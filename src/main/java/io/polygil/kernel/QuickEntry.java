package io.polygil.kernel;

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
  private final KernelEntry entry;

  QuickEntry(KernelEntry entry) {
    this.entry = entry;
  }

  /** A call without arguments. */
  @HostAccess.Export
  public @Nullable Object call0() {
    return entry.quick(null);
  }

  /** A call with one argument. */
  @HostAccess.Export
  public @Nullable Object call1(Object first) {
    return entry.quick(null, first);
  }

  /** A call with two arguments. */
  @HostAccess.Export
  public @Nullable Object call2(Object first, Object second) {
    return entry.quick(null, first, second);
  }

  /** A call with three arguments. */
  @HostAccess.Export
  public @Nullable Object call3(Object first, Object second, Object third) {
    return entry.quick(null, first, second, third);
  }

  /** A call of a method without arguments. */
  @HostAccess.Export
  public @Nullable Object on0(Value self) {
    return entry.quick(self);
  }

  /** A call of a method with one argument. */
  @HostAccess.Export
  public @Nullable Object on1(Value self, Object first) {
    return entry.quick(self, first);
  }

  /** A call of a method with two arguments. */
  @HostAccess.Export
  public @Nullable Object on2(Value self, Object first, Object second) {
    return entry.quick(self, first, second);
  }

  /** A call of a method with three arguments. */
  @HostAccess.Export
  public @Nullable Object on3(Value self, Object first, Object second, Object third) {
    return entry.quick(self, first, second, third);
  }
}
