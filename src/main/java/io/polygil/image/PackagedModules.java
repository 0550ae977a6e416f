package io.polygil.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleHashesAttribute;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged modules (jmods) of the JDK that this program runs on, made again from its runtime
 * image where it ships none (JEP 493). jlink itself can link from such an image, but replaces none
 * of its modules, as Graal's compiler must replace the empty {@code jdk.graal.compiler} in it.
 */
final class PackagedModules {
  private static final byte[] JMOD = {'J', 'M', 1, 0};
  private static final String KEPT_BY_JLINK = "jdk.jlink/jdk/tools/jlink/internal/runtimelink/";

  /** The folders of a jmod by the numbers that jlink's lists of files have for them. */
  private static final Map<String, String> FOLDERS =
      Map.of("1", "conf/", "2", "include/", "5", "bin/", "6", "lib/");

  private final Path jdk;
  private final Path modules;

  PackagedModules(Path jdk) {
    this.jdk = jdk;
    FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
    this.modules = image.getPath("/modules");
  }

  /** Whether the JDK keeps what it takes to make its modules again. */
  boolean present() {
    return Files.exists(modules.resolve(KEPT_BY_JLINK + "fs_java.base_files"));
  }

  /**
   * Makes the jmod of a module.
   *
   * @throws IOException if a file of the JDK cannot be read, or {@code target} not be written
   */
  void write(String module, Path target) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      out.write(JMOD);
      ZipOutputStream zip = new ZipOutputStream(out);
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Map.Entry<String, byte[]> resource : resources(module).entrySet()) {
        add(zip, "classes/" + resource.getKey(), resource.getValue());
      }
      for (String line : lines("fs_" + module + "_files")) {
        // What it is, whether a link, its hash or its target, and its path.
        String[] file = line.split("\\|", 4);
        String folder = FOLDERS.get(file[0]);
        if (folder != null && file[1].equals("0")) {
          add(
              zip,
              folder + file[3].substring(file[3].indexOf('/') + 1),
              Files.readAllBytes(jdk.resolve(file[3])));
        }
      }
      zip.finish();
    }
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private Map<String, byte[]> resources(String module) throws IOException {
    Map<String, byte @Nullable []> before = differences(module).before();
    Map<String, byte[]> resources = new TreeMap<>();
    Path root = modules.resolve(module);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = root.relativize(file).toString();
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && !before.containsKey("/" + module + "/" + name)) {
          resources.put(name, Files.readAllBytes(file));
        }
      }
    }
    before.forEach((name, content) -> {
      if (content != null) {
        resources.put(name.substring(module.length() + 2), content);
      }
    });
    // The hashes are those of the JDK's own jmods, which these need not equal byte for byte.
    resources.computeIfPresent("module-info.class", (_, bytes) -> withoutHashes(bytes));
    return resources;
  }

  private static byte[] withoutHashes(byte[] moduleInfo) {
    ClassFile format = ClassFile.of();
    return format.transformClass(
        format.parse(moduleInfo),
        ClassTransform.dropping(element -> element instanceof ModuleHashesAttribute));
  }

  private ModuleDifferences differences(String module) throws IOException {
    Path kept = modules.resolve(KEPT_BY_JLINK + "diff_" + module);
    return Files.exists(kept)
        ? ModuleDifferences.read(Files.readAllBytes(kept))
        : new ModuleDifferences(new HashMap<>());
  }

  private List<String> lines(String name) throws IOException {
    Path kept = modules.resolve(KEPT_BY_JLINK + name);
    return Files.exists(kept) ? Files.readAllLines(kept, StandardCharsets.UTF_8) : List.of();
  }
}
