package io.polygil.kernel;

import io.polygil.context.ConversionException;
import io.polygil.context.TypeAdapter;
import io.polygil.context.Values;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Takes the instances of one {@link KernelClass} to Python and back. */
final class ClassAdapter<T> implements TypeAdapter<T> {
  private static final String JAVA = "_java";

  private final PythonClass name;
  private final Class<T> type;

  private ClassAdapter(PythonClass name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  static TypeAdapter<?> of(PythonClass name) {
    return new ClassAdapter<>(name, name.type());
  }

  @Override
  public Class<T> type() {
    return type;
  }

  @Override
  public Object toPython(T value, Values values) {
    Instances instances = values.kept(Instances.class, Instances::new);
    Object known = instances.inPython(value);
    return known instanceof Instance instance
        ? wrapper(instances, values).execute(instance)
        : known;
  }

  private Value wrapper(Instances instances, Values values) {
    Value wrapper = instances.wrapper(type);
    if (wrapper == null) {
      values.imported("importlib:import_module").execute(name.module());
      wrapper = instances.wrapper(type);
    }
    if (wrapper == null) {
      throw new ConversionException(
          ConversionException.Kind.TYPE,
          "a Java "
              + type.getName()
              + " becomes a "
              + name.qualifiedName()
              + " in Python, but another module "
              + name.module()
              + " is found first: rename one of the two");
    }
    return wrapper;
  }

  @Override
  public T toJava(Value value, Values values) {
    Instance instance = instance(value);
    if (instance != null && type.isInstance(instance.object())) {
      return type.cast(instance.object());
    }
    ConversionException refusal = values.refusal(value, name.name());
    throw instance == null && refusal.reason().endsWith(", got " + name.name())
        ? new ConversionException(
            refusal.kind(), refusal.reason() + " made without " + name.name() + ".__new__()")
        : refusal;
  }

  @Override
  public @Nullable T natural(Value value) {
    Instance instance = instance(value);
    return instance != null && type.isInstance(instance.object())
        ? type.cast(instance.object())
        : null;
  }

  private static @Nullable Instance instance(Value value) {
    Value java = value;
    if (!value.isProxyObject()) {
      java = value.hasMembers() ? value.getMember(JAVA) : null;
    }
    return java != null && java.isProxyObject() && java.asProxyObject() instanceof Instance found
        ? found
        : null;
  }
}
