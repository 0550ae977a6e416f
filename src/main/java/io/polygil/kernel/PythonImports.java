package io.polygil.kernel;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Gives the names under which a module's text finds the types of its annotations, and collects the
 * imports that this takes. A type that the module's own functions and classes hide goes by another
 * name.
 */
final class PythonImports implements PythonTypes.Names {
  private final String module;
  private final Set<String> taken;
  private final Set<String> kernelModules;
  private final boolean underscored;
  private final Map<String, String> origins = new HashMap<>();
  private final SortedSet<String> lines = new TreeSet<>();
  private final SortedSet<String> lateLines = new TreeSet<>();
  private final SortedSet<String> furtherNames = new TreeSet<>();

  private PythonImports(
      String module,
      Collection<String> taken,
      Collection<PythonClass> classes,
      boolean underscored) {
    this.module = module;
    this.taken = Set.copyOf(taken);
    this.kernelModules =
        classes.stream().map(PythonClass::module).collect(Collectors.toUnmodifiableSet());
    this.underscored = underscored;
  }

  /**
   * Imports of a module that runs: none of them is a public name of the module.
   *
   * @param taken the module's own names
   * @param classes those of kernel modules
   */
  static PythonImports ofModule(
      String module, Collection<String> taken, Collection<PythonClass> classes) {
    return new PythonImports(module, taken, classes, true);
  }

  /**
   * Imports of a stub, where they are no names of the module anyway.
   *
   * @param taken the module's own names
   * @param classes those of kernel modules
   */
  static PythonImports ofStub(
      String module, Collection<String> taken, Collection<PythonClass> classes) {
    return new PythonImports(module, taken, classes, false);
  }

  @Override
  public String name(String from, String name) {
    return name(from, name, Set.of());
  }

  @Override
  public String own(String wanted) {
    return local(wanted, "", Set.of());
  }

  @Override
  public PythonTypes.Names within(Set<String> hiding) {
    return new PythonTypes.Names() {
      @Override
      public String name(String from, String name) {
        return PythonImports.this.name(from, name, hiding);
      }

      @Override
      public String own(String wanted) {
        return local(wanted, "", hiding);
      }

      @Override
      public PythonTypes.Names within(Set<String> more) {
        return PythonImports.this.within(more);
      }
    };
  }

  private String name(String from, String name, Set<String> hiding) {
    boolean isHidden = hiding.contains(name);
    if (from.equals(module)) {
      if (!isHidden) {
        return name;
      }
      String local = local(underscore(name), from + "." + name, hiding);
      furtherNames.add(local + " = " + name);
      return local;
    }
    isHidden |= taken.contains(name);
    if (from.equals("builtins")) {
      if (!isHidden) {
        return name;
      }
      String local = local("_builtins", from, hiding);
      lines.add("import builtins as " + local);
      return local + "." + name;
    }
    String local =
        local(isHidden || underscored ? underscore(name) : name, from + "." + name, hiding);
    (kernelModules.contains(from) ? lateLines : lines)
        .add("from " + from + " import " + name + (local.equals(name) ? "" : " as " + local));
    return local;
  }

  // In a class, Python makes a name that begins with two of them another one.
  private static String underscore(String name) {
    return name.startsWith("_") ? name : "_" + name;
  }

  private String local(String wanted, String origin, Set<String> hiding) {
    String local = wanted;
    while (taken.contains(local)
        || hiding.contains(local)
        || (origins.containsKey(local)
            && (origin.isEmpty() || !origin.equals(origins.get(local))))) {
      local += "_";
    }
    origins.put(local, origin);
    return local;
  }

  /** The import statements, one a line; empty where there are none. */
  String text() {
    return text(lines);
  }

  /**
   * The import statements that stand after all else in a module that runs: modules whose classes
   * use one another import one another, and each must have its own classes by then.
   */
  String lateText() {
    return text(lateLines);
  }

  /** The statements that give further names to the module's own classes. */
  String furtherNames() {
    return text(furtherNames);
  }

  private static String text(SortedSet<String> statements) {
    return statements.isEmpty() ? "" : String.join("\n", statements) + "\n";
  }

  /** Whether something is imported from a package or module. */
  boolean includes(String from) {
    return lines.stream().anyMatch(line -> line.startsWith("from " + from + " "));
  }
}
