package io.polygil.kernel;

import io.polygil.context.ModuleScope;
import io.polygil.context.ModuleSource;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** The Java functions of {@code polygil._classes}, on which {@code polygil/classes.py} stands. */
final class ClassFunctions {
  static final String MODULE = "polygil._classes";

  private ClassFunctions() {}

  static ModuleSource module() {
    return new ModuleSource(
        MODULE,
        "<java>/" + KernelClass.class.getName(),
        "",
        ModuleSource.Kind.MODULE,
        ClassFunctions::functions);
  }

  private static Map<String, Object> functions(ModuleScope scope) {
    Instances instances = scope.values().kept(Instances.class, Instances::new);
    return Map.of(
        "adopt",
        (ProxyExecutable) of -> instance(of[0]).adopt(of[1]),
        "ends_with",
        (ProxyExecutable) of -> endsWith(instances, of[0]),
        "FAILED",
        scope.errors().failed(),
        "failure",
        new KernelFailures(scope.errors()));
  }

  private static Instance instance(Value value) {
    return value.asProxyObject();
  }

  private static @Nullable Object endsWith(Instances instances, Value end) {
    instances.endsWith(end);
    return null;
  }
}
