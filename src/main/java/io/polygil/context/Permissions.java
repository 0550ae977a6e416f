package io.polygil.context;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Python code of a context may reach outside it: nothing at first, opened in named steps.
 * Immutable; each step gives a copy in which one thing more is open.
 *
 * <p>Time, random numbers, threads and memory are always open: a sandbox does not ration them.
 */
public final class Permissions {
  private static final Permissions NONE =
      new Permissions(
          EnumSet.noneOf(Door.class), List.of(), List.of(), Map.of(), /* javaClasses= */ null);

  /** What is open as a whole or not at all. */
  enum Door {
    ALL_FILES("all files"),
    NETWORK("network"),
    PROCESSES("processes"),
    WHOLE_ENVIRONMENT("the whole environment"),
    NATIVE_EXTENSIONS("native extensions");

    private final String text;

    Door(String text) {
      this.text = text;
    }
  }

  private final Set<Door> doors;
  private final List<Path> readable;
  private final List<Path> writable;
  private final Map<String, String> environment;
  private final @Nullable Predicate<String> javaClasses;

  private Permissions(
      Set<Door> doors,
      List<Path> readable,
      List<Path> writable,
      Map<String, String> environment,
      @Nullable Predicate<String> javaClasses) {
    this.doors = doors;
    this.readable = readable;
    this.writable = writable;
    this.environment = environment;
    this.javaClasses = javaClasses;
  }

  /**
   * The standard library and the module path, read only, and nothing else: no other files, no
   * network, no processes, no environment, no native code, no Java classes.
   */
  public static Permissions none() {
    return NONE;
  }

  /**
   * Files, network, processes, environment and native code, as a {@code python} command has them.
   * Java classes stay closed.
   */
  public static Permissions likePythonCommand() {
    return new Permissions(
        EnumSet.allOf(Door.class), List.of(), List.of(), Map.of(), /* javaClasses= */ null);
  }

  /**
   * Opens folders, with all below them. Links are followed before anything is decided: one that
   * leads out of the folders is refused, and so are renaming, linking and copying out of them. A
   * folder that is a link itself opens what it leads to when a context is made. It may be missing.
   *
   * <p>Python's {@code tempfile} finds a writable folder by the variable {@code TMPDIR}.
   *
   * @param readFolders may be read
   * @param writeFolders may be read and changed
   */
  public Permissions allowFileSystem(Collection<Path> readFolders, Collection<Path> writeFolders) {
    return new Permissions(
        doors,
        concat(readable, readFolders, "readable folder"),
        concat(writable, writeFolders, "writable folder"),
        environment,
        javaClasses);
  }

  /** Opens sockets of all kinds, also for servers, and the look-up of host names. */
  public Permissions allowNetwork() {
    return with(Door.NETWORK);
  }

  /**
   * Opens the start of other programs, and signals. Programs run with this process's rights and
   * know nothing of the sandbox: with this step, nothing is closed to code that means harm.
   */
  public Permissions allowProcesses() {
    return with(Door.PROCESSES);
  }

  /**
   * Shows these environment variables to Python, whatever this process has; programs that Python
   * starts see the same.
   */
  public Permissions allowEnvironment(Map<String, String> variables) {
    Map<String, String> all = new TreeMap<>(environment);
    variables.forEach((name, value) ->
        all.put(
            Objects.requireNonNull(name, "name of an environment variable"),
            Objects.requireNonNull(value, name)));
    return new Permissions(doors, readable, writable, Map.copyOf(all), javaClasses);
  }

  /** Shows these variables of this process to Python; those it does not have are left out. */
  public Permissions allowEnvironment(String... names) {
    Map<String, String> found = new TreeMap<>();
    for (String name : names) {
      String value = System.getenv(Objects.requireNonNull(name, "name of an environment variable"));
      if (value != null) {
        found.put(name, value);
      }
    }
    return allowEnvironment(found);
  }

  /**
   * Opens native code: C extensions and {@code ctypes}. Native code can do whatever this process
   * can, end it included: with this step, nothing is closed to code that means harm.
   */
  public Permissions allowNativeExtensions() {
    return with(Door.NATIVE_EXTENSIONS);
  }

  /**
   * Opens Java classes to {@code import java}, with all their public members. Reflection and class
   * loaders stay closed, since they would lead to every other class; what the members of an open
   * class do is not bound by the sandbox.
   *
   * @param names tells by a class's full name whether it is open; called by several threads at once
   */
  public Permissions allowJavaClasses(Predicate<String> names) {
    Objects.requireNonNull(names, "names");
    Predicate<String> known = javaClasses;
    return new Permissions(
        doors, readable, writable, environment, known == null ? names : known.or(names));
  }

  boolean isOpen(Door door) {
    return doors.contains(door);
  }

  /** The names of the doors that are not open. */
  List<String> closedDoors() {
    return Arrays.stream(Door.values()).filter(door -> !isOpen(door)).map(Door::name).toList();
  }

  List<Path> readable() {
    return readable;
  }

  List<Path> writable() {
    return writable;
  }

  Map<String, String> environment() {
    return environment;
  }

  @Nullable Predicate<String> javaClasses() {
    return javaClasses;
  }

  private Permissions with(Door door) {
    Set<Door> more = EnumSet.of(door);
    more.addAll(doors);
    return new Permissions(more, readable, writable, environment, javaClasses);
  }

  private static List<Path> concat(List<Path> known, Collection<Path> more, String what) {
    List<Path> all = new ArrayList<>(known);
    for (Path path : more) {
      // Not normalised: link/.. is the parent of the link's target.
      all.add(Objects.requireNonNull(path, what).toAbsolutePath());
    }
    return List.copyOf(all);
  }

  /** What is open, in words, without the values of environment variables. */
  @Override
  public String toString() {
    List<String> open = new ArrayList<>();
    if (!readable.isEmpty()) {
      open.add("reading " + list(readable.stream()));
    }
    if (!writable.isEmpty()) {
      open.add("writing " + list(writable.stream()));
    }
    Arrays.stream(Door.values()).filter(doors::contains).forEach(door -> open.add(door.text));
    if (!environment.isEmpty()) {
      open.add("environment " + list(environment.keySet().stream().sorted()));
    }
    if (javaClasses != null) {
      open.add("Java classes");
    }
    return open.isEmpty() ? "sandbox" : "sandbox open to " + String.join(", ", open);
  }

  private static String list(Stream<?> parts) {
    return parts.map(Object::toString).toList().toString();
  }
}
