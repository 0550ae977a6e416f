package io.polygil.cli;

import io.polygil.kernel.KernelListener;
import io.polygil.kernel.KernelModule;
import io.polygil.kernel.KernelModules;
import io.polygil.kernels.BundledKernels;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that use kernels of the user's own. */
final class KernelOptions {
  @Option(
      names = "--kernels",
      paramLabel = "JAR|FOLDER|CLASS",
      description =
          "Kernels of your own: the classes annotated @KernelModule of a jar or a folder, or a"
              + " class by its full name; may be given several times.")
  private List<String> kernels = List.of();

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description =
          "What your own kernels need: jars and folders, joined as for java -cp; folder/* stands"
              + " for all jars of a folder.")
  private String classPath = "";

  private @Nullable List<Class<?>> own;

  /**
   * The user's own kernel classes.
   *
   * @throws UsageException if they cannot be loaded or offered to Python
   */
  List<Class<?>> own() {
    // Loaded twice, a class would be two.
    List<Class<?>> loaded = own == null ? load() : own;
    own = loaded;
    return loaded;
  }

  private List<Class<?>> load() {
    if (kernels.isEmpty()) {
      if (!classPath.isEmpty()) {
        throw new UsageException("--class-path is there for --kernels: give that, too");
      }
      return List.of();
    }
    List<String> path =
        Stream.of(classPath.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .toList();
    List<Class<?>> found = new KernelClasses(kernels, path).load();
    try {
      KernelModules.of(found, KernelListener.none());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--kernels: " + e.getMessage());
    } catch (LinkageError e) {
      throw KernelClasses.missing(e);
    }
    return found;
  }

  /** The user's own and those that come with Polygil, over which the user's own win. */
  List<Class<?>> all() {
    List<Class<?>> all = new ArrayList<>(own());
    Set<String> taken = all.stream().map(KernelOptions::module).collect(Collectors.toSet());
    BundledKernels.all().stream()
        .filter(kernel -> !taken.contains(module(kernel)))
        .forEach(all::add);
    return all;
  }

  private static String module(Class<?> kernel) {
    return Objects.requireNonNull(kernel.getAnnotation(KernelModule.class)).value();
  }
}
