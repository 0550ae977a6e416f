package io.polygil.cli;

import io.polygil.kernel.KernelModule;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Loads kernel classes that a user names. Jars and folders are searched by reading their classes,
 * not by loading them: only those with the annotation are loaded, and none is run.
 */
final class KernelClasses {
  private static final String ANNOTATION = KernelModule.class.descriptorString();

  private final List<String> kernels;
  private final ClassLoader loader;

  /**
   * Classes of a class path.
   *
   * @param kernels jars, folders and class names
   * @param classPath further jars and folders; {@code folder/*} stands for a folder's jars
   * @throws UsageException if a file does not exist
   */
  KernelClasses(List<String> kernels, List<String> classPath) {
    this.kernels = kernels;
    List<URL> urls = new ArrayList<>();
    for (String kernel : kernels) {
      if (kernel.isEmpty()) {
        throw new UsageException("--kernels: it is empty: give a jar, a folder or a class");
      }
      if (isFile(kernel)) {
        urls.add(url("--kernels", kernel));
      }
    }
    for (String entry : classPath) {
      if (entry.endsWith("*")) {
        jarsOf(entry).forEach(jar -> urls.add(url("--class-path", jar)));
      } else {
        urls.add(url("--class-path", entry));
      }
    }
    // Never closed: a kernel loads further classes whenever it needs them.
    loader = new URLClassLoader(urls.toArray(URL[]::new), KernelClasses.class.getClassLoader());
  }

  /**
   * The kernel classes, in the order in which they were named.
   *
   * @throws UsageException if there is none, or one cannot be loaded
   */
  List<Class<?>> load() {
    Set<Class<?>> found = new LinkedHashSet<>();
    for (String kernel : kernels) {
      List<String> names = isFile(kernel) ? namesIn(Path.of(kernel)) : List.of(kernel);
      if (names.isEmpty()) {
        throw new UsageException(
            "--kernels: " + kernel + " has no class annotated with @KernelModule");
      }
      names.forEach(name -> found.add(load(name)));
    }
    return List.copyOf(found);
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new UsageException(
          "--kernels: there is no file and no class "
              + name
              + ": write the class's full name, a nested one as Outer$Inner, and its jar or folder"
              + " in --class-path");
    } catch (LinkageError e) {
      throw missing(e);
    }
  }

  /** What to say where a class that a kernel needs is not there. */
  static UsageException missing(LinkageError e) {
    return new UsageException(
        "--kernels: a class that they need cannot be loaded: "
            + e
            + "; add its jar or folder to --class-path");
  }

  // A class name has no separator in it; a file that is not there is to be reported as one.
  private static boolean isFile(String kernel) {
    try {
      return kernel.endsWith(".jar")
          || kernel.contains(File.separator)
          || Files.exists(Path.of(kernel));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static List<String> namesIn(Path path) {
    try {
      List<String> names = Files.isDirectory(path) ? namesInFolder(path) : namesInJar(path);
      return names.stream().sorted().toList();
    } catch (IOException e) {
      throw new UsageException(
          "--kernels: cannot read "
              + path
              + ", want a jar or a folder of classes: "
              + e.getMessage());
    }
  }

  private static List<String> namesInFolder(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (mayBeKernel(folder.relativize(file).toString())) {
          addKernel(names, file.toString(), Files.readAllBytes(file));
        }
      }
    }
    return names;
  }

  private static List<String> namesInJar(Path jar) throws IOException {
    List<String> names = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
        if (mayBeKernel(entry.getName())) {
          try (InputStream in = file.getInputStream(entry)) {
            addKernel(names, jar + ": " + entry.getName(), in.readAllBytes());
          }
        }
      }
    }
    return names;
  }

  private static boolean mayBeKernel(String file) {
    return file.endsWith(".class")
        && !file.startsWith("META-INF")
        && !file.endsWith("module-info.class");
  }

  private static void addKernel(List<String> names, String file, byte[] code) throws IOException {
    try {
      var model = ClassFile.of().parse(code);
      boolean isKernel =
          model.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
              .flatMap(attribute -> attribute.annotations().stream())
              .anyMatch(annotation -> annotation.className().equalsString(ANNOTATION));
      if (isKernel) {
        names.add(model.thisClass().asInternalName().replace('/', '.'));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no class that Java 25 can read", e);
    }
  }

  private static List<String> jarsOf(String entry) {
    Path folder = Path.of(entry.substring(0, entry.length() - 1));
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UsageException("--class-path: cannot read the folder " + folder);
    }
  }

  private static URL url(String option, String file) {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      throw new UsageException(
          option + ": " + (Files.exists(path) ? "may not read " : "there is no file ") + file);
    }
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UsageException(option + ": " + file + " has no URL: " + e.getMessage());
    }
  }
}
