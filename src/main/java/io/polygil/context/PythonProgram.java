package io.polygil.context;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What the {@code python} command can be told to run, with its {@code sys.argv[1:]}. Immutable. */
public final class PythonProgram {
  /** Its names are those that bootstrap.py knows. */
  private enum Kind {
    FILE,
    FOLDER,
    CODE,
    MODULE
  }

  private final Kind kind;
  private final String name;
  private final byte[] source;
  private final List<String> arguments;
  private final boolean interruptible;

  private PythonProgram(
      Kind kind, String name, byte[] source, List<String> arguments, boolean interruptible) {
    this.kind = kind;
    this.name = name;
    this.source = source;
    this.arguments = List.copyOf(arguments);
    this.interruptible = interruptible;
  }

  private PythonProgram(Kind kind, String name, byte[] source, List<String> arguments) {
    this(kind, name, source, arguments, false);
  }

  /**
   * The bytes of a file, as in {@code python FILE}.
   *
   * @param path as the user gave it: it becomes {@code sys.argv[0]}, and its folder the first to
   *     import from
   * @param source the file's bytes; a PEP 263 line may name their encoding
   */
  public static PythonProgram file(String path, byte[] source, List<String> arguments) {
    return new PythonProgram(Kind.FILE, path, source.clone(), arguments);
  }

  /** A folder or zip file with a {@code __main__.py}, as in {@code python FOLDER}. */
  public static PythonProgram folder(String path, List<String> arguments) {
    return new PythonProgram(Kind.FOLDER, path, new byte[0], arguments);
  }

  /** Statements, as in {@code python -c CODE}. */
  public static PythonProgram code(String code, List<String> arguments) {
    return new PythonProgram(Kind.CODE, "-c", code.getBytes(StandardCharsets.UTF_8), arguments);
  }

  /**
   * What was read from standard input, as in {@code python -}.
   *
   * @param source a PEP 263 line may name the encoding
   */
  public static PythonProgram standardInput(byte[] source, List<String> arguments) {
    return new PythonProgram(Kind.CODE, "-", source.clone(), arguments);
  }

  /** A module that can be imported, as in {@code python -m MODULE}. */
  public static PythonProgram module(String module, List<String> arguments) {
    return new PythonProgram(Kind.MODULE, module, new byte[0], arguments);
  }

  /**
   * The same program with Ctrl-C its own, as the {@code python} command has it: SIGINT raises
   * KeyboardInterrupt in its main thread. The handler is the process's: only one program can have
   * it, and no service should give it away.
   */
  public PythonProgram interruptible() {
    return new PythonProgram(kind, name, source, arguments, true);
  }

  /** What errors call it: the path, the module's name, {@code -c} or {@code -}. */
  public String name() {
    return name;
  }

  String kind() {
    return kind.name();
  }

  /** The folder of a file: Python itself would import os to know it. */
  String folder() {
    Path parent = kind == Kind.FILE ? Path.of(name).toAbsolutePath().normalize().getParent() : null;
    return parent == null ? "" : parent.toString();
  }

  /** The source as a string of Latin-1, one character a byte, which Python makes bytes again. */
  String source() {
    return new String(source, StandardCharsets.ISO_8859_1);
  }

  List<String> arguments() {
    return arguments;
  }

  boolean isInterruptible() {
    return interruptible;
  }
}
