package io.polygil.context;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The text of a Python module that does not come from a file of the module path.
 *
 * @param name the module's full name
 * @param origin where the text comes from; tracebacks show it as the file's name
 * @param text Python source
 * @param kind whether the module may have submodules
 * @param globals Java objects that the module finds under these names when its text runs; made anew
 *     each time a context imports the module
 */
public record ModuleSource(
    String name,
    String origin,
    String text,
    Kind kind,
    Function<ModuleScope, Map<String, Object>> globals) {

  /** Whether a module may have submodules. */
  public enum Kind {
    /** A module without submodules. */
    MODULE,
    /** A package, whose submodules are searched in the same way. */
    PACKAGE
  }

  /** Checks that all parts are there. */
  public ModuleSource {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(globals, "globals");
  }
}
