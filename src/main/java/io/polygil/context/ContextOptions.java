package io.polygil.context;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a context is made.
 *
 * @param modulePath folders searched by {@code import} before the standard library, in order
 * @param finders asked for modules that are found nowhere else, in order
 * @param permissions what the context may reach
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param bytecodeCache a folder where Python keeps the bytecode of modules that it has compiled,
 *     for contexts that may write there; null for none
 */
public record ContextOptions(
    List<Path> modulePath,
    List<ModuleFinder> finders,
    Permissions permissions,
    InputStream in,
    OutputStream out,
    OutputStream err,
    @Nullable Path bytecodeCache) {

  /** Without standard input, with output that goes nowhere, and without a cache of bytecode. */
  public static ContextOptions quiet(
      List<Path> modulePath, List<ModuleFinder> finders, Permissions permissions) {
    return new ContextOptions(
        modulePath,
        finders,
        permissions,
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream(),
        null);
  }

  /** Keeps copies of the lists, and absolute paths. */
  public ContextOptions {
    modulePath = modulePath.stream().map(path -> path.toAbsolutePath().normalize()).toList();
    finders = List.copyOf(finders);
  }

  /** The same with one more finder, asked last. */
  public ContextOptions withFinder(ModuleFinder finder) {
    List<ModuleFinder> more = new ArrayList<>(finders);
    more.add(finder);
    return new ContextOptions(modulePath, more, permissions, in, out, err, bytecodeCache);
  }

  /** The same with a folder for bytecode, or without one. */
  public ContextOptions withBytecodeCache(@Nullable Path folder) {
    return new ContextOptions(modulePath, finders, permissions, in, out, err, folder);
  }

  /** The same with other standard streams. */
  public ContextOptions withStreams(InputStream input, OutputStream output, OutputStream error) {
    return new ContextOptions(
        modulePath, finders, permissions, input, output, error, bytecodeCache);
  }
}
