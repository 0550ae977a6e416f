package io.polygil.kernels;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's incubating Vector API, where it can be had. {@code --add-modules} would make the JVM
 * print a warning at each start, so the module is loaded later, by the JDK's own way of loading a
 * module of its image, which {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED} opens.
 */
final class VectorModule {
  private VectorModule() {}

  /** The vector form of a scan; null where the JVM does without the module. */
  static @Nullable WordScan wordScan(TextBytes.Width width) {
    String name =
        switch (width) {
          case LATIN1 -> "VectorWordScan";
          case UTF16 -> "VectorWideWordScan";
        };
    try {
      load();
      return Class.forName(VectorModule.class.getPackageName() + "." + name)
          .asSubclass(WordScan.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  private static void load() {
    try {
      MethodHandle loadModule =
          MethodHandles.lookup()
              .findStatic(
                  Class.forName("jdk.internal.module.Modules"),
                  "loadModule",
                  MethodType.methodType(Module.class, String.class));
      loadModule.invoke("jdk.incubator.vector");
    } catch (Throwable e) {
      // The JVM may have it from its start, or do without it.
    }
  }
}
