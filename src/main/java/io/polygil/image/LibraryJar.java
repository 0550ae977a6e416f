package io.polygil.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.Deflater;

/**
 * One jar of what is in many, as a class path of them has it: of two entries of one name the first
 * counts, and all providers of a service are there.
 *
 * <p>A start looks for each class of Polygil's own in all jars before it, and opens them for that:
 * one is opened in a fraction of the time of eighty. Signatures are left out, as they are of jars
 * that are no more: to verify one takes a start longer than to load a thousand classes, and the JVM
 * keeps signed classes out of its caches.
 */
final class LibraryJar {
  private static final String SERVICES = "META-INF/services/";
  private static final String VERSIONS = "META-INF/versions/";
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)", Pattern.CASE_INSENSITIVE);

  private final JarOutputStream out;
  private final Set<String> taken = new HashSet<>(Set.of(JarFile.MANIFEST_NAME));
  private final Map<String, List<String>> services = new LinkedHashMap<>();

  private LibraryJar(JarOutputStream out) {
    this.out = out;
    // The last bytes are not worth the build's seconds.
    out.setLevel(Deflater.BEST_SPEED);
  }

  /**
   * Writes it.
   *
   * @param target the jar, not there yet
   * @param jars in the order of the class path
   * @param more classes that it is to have, too
   * @throws IOException if a jar cannot be read, or this one not be written
   */
  static void write(Path target, List<Path> jars, Class<?>... more) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    try (OutputStream file = Files.newOutputStream(target);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      LibraryJar made = new LibraryJar(out);
      for (Path each : jars) {
        try (JarFile jar = new JarFile(each.toFile(), false)) {
          made.add(jar);
        }
      }
      for (Class<?> each : more) {
        made.add(each);
      }
      made.addServices();
    }
  }

  private void add(JarFile jar) throws IOException {
    NewerClasses classes = new NewerClasses(jar);
    for (JarEntry entry : jar.stream().toList()) {
      String name = entry.getName();
      if (name.startsWith(SERVICES) && !entry.isDirectory()) {
        String providers = new String(classes.read(entry), StandardCharsets.UTF_8);
        services.computeIfAbsent(name, _ -> new ArrayList<>()).add(providers);
      } else if (belongs(entry, jar.isMultiRelease()) && taken.add(name)) {
        put(name, classes.read(entry));
      }
    }
  }

  private static boolean belongs(JarEntry entry, boolean isMultiRelease) {
    String name = entry.getName();
    // On a class path nobody reads a module's description, nor versions that are not announced.
    return !entry.isDirectory()
        && !name.endsWith("module-info.class")
        && !SIGNATURE.matcher(name).matches()
        && (isMultiRelease || !name.startsWith(VERSIONS));
  }

  private void add(Class<?> type) throws IOException {
    put(type.getName().replace('.', '/') + ".class", content(type));
  }

  private static byte[] content(Class<?> type) throws IOException {
    String simple = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(simple)) {
      if (in == null) {
        throw new IOException("the class " + type.getName() + " is not where it was loaded from");
      }
      return in.readAllBytes();
    }
  }

  private void addServices() throws IOException {
    for (Map.Entry<String, List<String>> each : services.entrySet()) {
      String providers = String.join("\n", each.getValue());
      put(each.getKey(), providers.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void put(String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
