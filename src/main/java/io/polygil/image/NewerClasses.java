package io.polygil.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a jar's classes into an ahead-of-time cache. Those of before Java 6 have no stack maps:
 * the JVM verifies them by its old verifier at each start and keeps them out of its caches. They
 * are written anew, with stack maps; what they do stays the same.
 */
final class NewerClasses {
  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
  private static final int VERSION_OFFSET = 6;

  private NewerClasses() {}

  /**
   * Copies a jar, with its time, and rewrites the classes in it that are too old.
   *
   * @throws IOException if it cannot be read, or the copy not be written
   */
  static void copy(Path jar, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (!hasOld(zip) || isSigned(zip)) {
        Files.copy(jar, target, StandardCopyOption.COPY_ATTRIBUTES);
        return;
      }
      try (OutputStream file = Files.newOutputStream(target);
          ZipOutputStream out = new ZipOutputStream(file)) {
        for (ZipEntry entry : entries(zip)) {
          ZipEntry copy = new ZipEntry(entry.getName());
          copy.setLastModifiedTime(entry.getLastModifiedTime());
          out.putNextEntry(copy);
          out.write(newer(zip, entry));
          out.closeEntry();
        }
      }
    }
    FileTime time = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(target, time);
  }

  private static List<ZipEntry> entries(ZipFile zip) {
    return List.copyOf(Collections.list(zip.entries()));
  }

  private static boolean hasOld(ZipFile zip) throws IOException {
    for (ZipEntry entry : entries(zip)) {
      if (isClass(entry)) {
        try (InputStream in = zip.getInputStream(entry)) {
          if (isOld(in.readNBytes(VERSION_OFFSET + 2))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  // Its signatures would no longer be those of its classes.
  private static boolean isSigned(ZipFile zip) {
    return entries(zip).stream()
        .map(ZipEntry::getName)
        .anyMatch(name -> name.startsWith("META-INF/") && name.endsWith(".SF"));
  }

  private static boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class");
  }

  private static boolean isOld(byte[] classFile) {
    return classFile.length >= VERSION_OFFSET + 2
        && ByteBuffer.wrap(classFile).getShort(VERSION_OFFSET) < FIRST_WITH_STACK_MAPS;
  }

  private static byte[] newer(ZipFile zip, ZipEntry entry) throws IOException {
    byte[] content = read(zip, entry);
    if (!isClass(entry) || !isOld(content)) {
      return content;
    }
    ClassHierarchyResolver classes =
        ClassHierarchyResolver.ofResourceParsing(
                name -> open(zip, name.packageName(), name.displayName()))
            .orElse(ClassHierarchyResolver.defaultResolver());
    ClassFile files =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(classes));
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(FIRST_WITH_STACK_MAPS, 0);
          } else {
            builder.with(element);
          }
        };
    try {
      return files.transformClass(
          files.parse(content),
          ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(version));
    } catch (IllegalArgumentException e) {
      // It refers to a class that is not there: it runs as it is, as long as nobody needs that.
      return content;
    }
  }

  private static @Nullable InputStream open(ZipFile zip, String packageName, String name) {
    String path = packageName.isEmpty() ? name : packageName.replace('.', '/') + "/" + name;
    ZipEntry entry = zip.getEntry(path + ".class");
    try {
      return entry == null ? null : zip.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }

  private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
