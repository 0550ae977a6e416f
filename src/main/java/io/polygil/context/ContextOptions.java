package io.polygil.context;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * How a context is made.
 *
 * @param modulePath folders searched by {@code import} before the standard library, in order
 * @param finders asked for modules that are found nowhere else, in order
 * @param permissions what the context may reach
 * @param in standard input
 * @param out standard output
 * @param err standard error
 */
public record ContextOptions(
    List<Path> modulePath,
    List<ModuleFinder> finders,
    Permissions permissions,
    InputStream in,
    OutputStream out,
    OutputStream err) {

  /** Keeps copies of the lists, and absolute paths. */
  public ContextOptions {
    modulePath = modulePath.stream().map(path -> path.toAbsolutePath().normalize()).toList();
    finders = List.copyOf(finders);
  }

  /** A sandboxed context with nothing but the standard library, on this process's streams. */
  public static ContextOptions sandboxed() {
    return new ContextOptions(
        List.of(),
        List.of(),
        Permissions.SANDBOX,
        InputStream.nullInputStream(),
        System.out,
        System.err);
  }

  /** The same options with another module path. */
  public ContextOptions withModulePath(List<Path> folders) {
    return new ContextOptions(folders, finders, permissions, in, out, err);
  }

  /** The same options with other finders. */
  public ContextOptions withFinders(List<ModuleFinder> others) {
    return new ContextOptions(modulePath, others, permissions, in, out, err);
  }

  /** The same options with other permissions. */
  public ContextOptions withPermissions(Permissions others) {
    return new ContextOptions(modulePath, finders, others, in, out, err);
  }

  /** The same options with other standard streams. */
  public ContextOptions withStreams(InputStream input, OutputStream output, OutputStream error) {
    return new ContextOptions(modulePath, finders, permissions, input, output, error);
  }
}
