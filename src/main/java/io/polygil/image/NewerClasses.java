package io.polygil.image;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.ByteBuffer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Brings a jar's classes into an ahead-of-time cache. Those of before Java 6 have no stack maps:
 * the JVM verifies them by its old verifier at each start and keeps them out of its caches. They
 * are written anew, with stack maps; what they do stays the same.
 */
final class NewerClasses {
  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
  private static final int VERSION_OFFSET = 6;

  private final ZipFile zip;

  NewerClasses(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * The content of an entry; a class that is too old is written anew.
   *
   * @throws IOException if it cannot be read
   */
  byte[] read(ZipEntry entry) throws IOException {
    byte[] content;
    try (InputStream in = zip.getInputStream(entry)) {
      content = in.readAllBytes();
    }
    return entry.getName().endsWith(".class") && isOld(content) ? newer(content) : content;
  }

  private static boolean isOld(byte[] classFile) {
    return classFile.length >= VERSION_OFFSET + 2
        && ByteBuffer.wrap(classFile).getShort(VERSION_OFFSET) < FIRST_WITH_STACK_MAPS;
  }

  private byte[] newer(byte[] content) {
    ClassHierarchyResolver classes =
        ClassHierarchyResolver.ofResourceParsing(
                name -> open(name.packageName(), name.displayName()))
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

  private @Nullable InputStream open(String packageName, String name) {
    String path = packageName.isEmpty() ? name : packageName.replace('.', '/') + "/" + name;
    ZipEntry entry = zip.getEntry(path + ".class");
    try {
      return entry == null ? null : zip.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }
}
