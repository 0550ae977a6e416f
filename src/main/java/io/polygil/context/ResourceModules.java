package io.polygil.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds Python modules among the resources of a jar. */
public final class ResourceModules implements ModuleFinder {
  private final Class<?> anchor;
  private final String folder;

  /**
   * Modules below a folder of resources.
   *
   * @param anchor a class of the jar that has them
   * @param folder the folder, relative to the anchor's package unless it begins with a slash
   */
  public ResourceModules(Class<?> anchor, String folder) {
    this.anchor = anchor;
    this.folder = folder;
  }

  @Override
  public Optional<ModuleSource> find(String name) {
    String path = name.replace('.', '/');
    return find(name, path + "/__init__.py", ModuleSource.Kind.PACKAGE)
        .or(() -> find(name, path + ".py", ModuleSource.Kind.MODULE));
  }

  private Optional<ModuleSource> find(String name, String path, ModuleSource.Kind kind) {
    return Optional.ofNullable(read(anchor, folder + "/" + path))
        .map(text -> new ModuleSource(name, "<polygil>/" + path, text, kind, _ -> Map.of()));
  }

  static @Nullable String read(Class<?> anchor, String path) {
    try (InputStream in = anchor.getResourceAsStream(path)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the resource " + path + " of " + anchor, e);
    }
  }
}
