package io.polygil.kernel;

import static java.util.Objects.requireNonNull;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * The instances of kernel classes that Python has, in one context: the same Java object is the same
 * Python object as long as Python has it. Thread-safe.
 */
final class Instances {
  // Each is its own key: it is equal to a Sought of its Java object.
  private final Map<Object, Known> known = new ConcurrentHashMap<>();
  private final ReferenceQueue<Instance> dropped = new ReferenceQueue<>();
  private final Map<Class<?>, Value> wrappers = new ConcurrentHashMap<>();
  private volatile @Nullable Value end;

  /** Takes Python's mark of an iteration's end. */
  void endsWith(Value iterationEnd) {
    end = iterationEnd;
  }

  Value end() {
    return requireNonNull(end);
  }

  /** A module that has this class is imported: takes what makes an {@link Instance} its object. */
  void define(Class<?> type, Value wrapper) {
    wrappers.put(type, wrapper);
    // Objects of the class that an earlier import made are no instances of this one.
    known
        .values()
        .removeIf(each -> {
          Instance instance = each.get();
          return instance == null || type.isInstance(instance.object());
        });
  }

  /** What {@link #define} took, or null before the class's module is imported. */
  @Nullable Value wrapper(Class<?> type) {
    return wrappers.get(type);
  }

  /** Keeps a new Java object together with the Python object made for it. */
  Instance made(Object object, Value python) {
    Instance made = new Instance(object, python);
    forgetDropped();
    Known key = new Known(made, dropped);
    if (known.putIfAbsent(key, key) != null) {
      // Its constructor has given it to somebody who gave it to Python.
      known.remove(key);
      known.put(key, key);
    }
    return made;
  }

  /** The instance of a Java object, which may be new and without a Python object. */
  Instance of(Object object) {
    forgetDropped();
    Known found = known.get(new Sought(object));
    Instance instance = found == null ? null : found.get();
    if (instance != null) {
      return instance;
    }
    Instance made = new Instance(object, null);
    Known key = new Known(made, dropped);
    while (true) {
      Known other = known.putIfAbsent(key, key);
      if (other == null) {
        return made;
      }
      Instance earlier = other.get();
      if (earlier != null) {
        return earlier;
      }
      known.remove(other);
    }
  }

  /** The Python object of a Java object if it has one, or else an instance that waits for one. */
  Object inPython(Object object) {
    Instance instance = of(object);
    Value python = instance.python();
    return python == null ? instance : python;
  }

  private void forgetDropped() {
    for (Object each = dropped.poll(); each != null; each = dropped.poll()) {
      known.remove(each);
    }
  }

  private static final class Known extends WeakReference<Instance> {
    private final int hash;

    Known(Instance instance, ReferenceQueue<Instance> dropped) {
      super(instance, dropped);
      hash = System.identityHashCode(instance.object());
    }

    @SuppressWarnings("ReferenceEquality") // Equal objects are not the same one.
    boolean isOf(Object object) {
      Instance instance = get();
      return instance != null && instance.object() == object;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      Instance instance = get();
      return this == other
          || (other instanceof Known each && instance != null && each.isOf(instance.object()));
    }
  }

  private record Sought(Object object) {
    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Known known ? known.isOf(object) : this == other;
    }
  }
}
