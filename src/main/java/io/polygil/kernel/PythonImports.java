package io.polygil.kernel;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Gives the names under which a module's text finds the types of its annotations, and collects the
 * imports that this takes. A type that the module's own functions and classes hide goes by another
 * name.
 */
final class PythonImports implements PythonTypes.Names {
  private final Set<String> taken;
  private final boolean underscored;
  private final SortedSet<String> lines = new TreeSet<>();

  private PythonImports(Collection<String> taken, boolean underscored) {
    this.taken = Set.copyOf(taken);
    this.underscored = underscored;
  }

  /**
   * Imports of a module that runs: none of them is a public name of the module.
   *
   * @param taken the module's own names
   */
  static PythonImports ofModule(Collection<String> taken) {
    return new PythonImports(taken, true);
  }

  /**
   * Imports of a stub, where they are no names of the module anyway.
   *
   * @param taken the module's own names
   */
  static PythonImports ofStub(Collection<String> taken) {
    return new PythonImports(taken, false);
  }

  @Override
  public String name(String module, String name) {
    boolean hidden = taken.contains(name);
    if (module.equals("builtins")) {
      if (!hidden) {
        return name;
      }
      lines.add("import builtins as _builtins");
      return "_builtins." + name;
    }
    String local = hidden || underscored ? "_" + name : name;
    lines.add("from " + module + " import " + name + (local.equals(name) ? "" : " as " + local));
    return local;
  }

  /** The import statements, one a line; empty where there are none. */
  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  /** Whether something is imported from a package or module. */
  boolean includes(String module) {
    return lines.stream().anyMatch(line -> line.startsWith("from " + module + " "));
  }
}
