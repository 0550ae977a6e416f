package io.polygil.context;

import java.util.List;
import java.util.Optional;

/**
 * Finds Python modules for {@code import} where the module path and the standard library have none
 * of that name. Called by several threads at once.
 */
@FunctionalInterface
public interface ModuleFinder {

  /**
   * Finds a module.
   *
   * @param name its full name, with dots
   * @return the module, or empty where this finder does not know it
   */
  Optional<ModuleSource> find(String name);

  /** The Java classes that need more than {@link Values} to go to the modules and come back. */
  default List<TypeAdapter<?>> adapters() {
    return List.of();
  }
}
