package io.polygil.kernel;

import io.polygil.context.ModuleSource;
import io.polygil.context.PythonNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The stubs of kernel modules, and of the package that Polygil offers to Python. Stateless. */
public final class KernelStubs {
  private static final String FOLDER = "/io/polygil/python/";
  private static final List<String> OF_POLYGIL =
      List.of(
          "polygil/__init__.pyi",
          "polygil/buffer.pyi",
          "polygil/classes.pyi",
          "polygil/futures.pyi",
          "polygil/gil.pyi",
          "polygil/py.typed");

  private KernelStubs() {}

  /**
   * The stubs of kernel modules and of the packages that they are in, ordered by module.
   *
   * @param kernels classes annotated with {@link KernelModule}, or objects of such classes
   * @throws IllegalArgumentException if a class, a method or a parameter cannot be offered to
   *     Python; the message names it and what to do
   */
  public static List<StubFile> of(List<?> kernels) {
    return KernelModules.of(kernels, KernelListener.none()).stubs();
  }

  /** The files that describe the package {@code polygil} itself. */
  public static List<StubFile> ofPolygil() {
    return OF_POLYGIL.stream()
        .map(path -> {
          String module =
              path.replaceFirst("/__init__.pyi$|/py.typed$|\\.pyi$", "").replace('/', '.');
          return new StubFile(module, path, resource(path), false);
        })
        .toList();
  }

  private static String resource(String path) {
    try (InputStream in =
        Objects.requireNonNull(KernelStubs.class.getResourceAsStream(FOLDER + path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the resource " + path, e);
    }
  }

  /**
   * The stub of one module.
   *
   * @param classes the kernel classes of all modules
   */
  static StubFile of(
      ModuleDefinition module, ModuleSource.Kind kind, Map<Class<?>, PythonClass> classes) {
    PythonImports imports = PythonImports.ofStub(module.name(), module.names(), classes.values());
    String body = body(module, imports, classes);
    StringBuilder head = new StringBuilder(StubFile.HEADER);
    head.append(module.origin().isEmpty() ? "" : " from " + module.origin()).append(".\n");
    head.append(module.doc().isEmpty() ? "" : PythonText.quoted(module.doc()) + "\n");
    String imported = imports.text() + imports.lateText();
    head.append(imported.isEmpty() ? "" : "\n" + imported);
    String path = module.name().replace('.', '/');
    return new StubFile(
        module.name(),
        kind == ModuleSource.Kind.PACKAGE ? path + "/__init__.pyi" : path + ".pyi",
        head + body,
        imports.includes("polygil.buffer"));
  }

  private static String body(
      ModuleDefinition module, PythonImports imports, Map<Class<?>, PythonClass> classes) {
    PythonTypes arguments = new PythonTypes(PythonTypes.Place.ARGUMENT, imports, classes);
    PythonTypes results = new PythonTypes(PythonTypes.Place.RESULT, imports, classes);
    StringBuilder text = new StringBuilder();
    for (Class<? extends Throwable> error : module.errors()) {
      text.append('\n').append(KernelText.errorHead(error, imports));
      text.append(block(KernelText.errorDoc(error)));
    }
    for (ClassDefinition each : module.classes()) {
      text.append('\n').append(ClassStub.of(each, arguments, results));
    }
    for (KernelDefinition kernel : module.kernels()) {
      text.append('\n').append(FunctionText.head(kernel, "", arguments, results));
      text.append(block(kernel.doc()));
      for (String alias : kernel.aliases()) {
        text.append('\n').append(alias).append(" = ").append(kernel.name()).append('\n');
      }
    }
    String shapes = shapes(arguments);
    String names = imports.furtherNames();
    return shapes + text + (names.isEmpty() ? "" : "\n" + names);
  }

  /** What stands after the head of a class or a function that has nothing but a docstring. */
  static String block(String doc) {
    return doc.isEmpty() ? " ...\n" : "\n    " + PythonText.quoted(doc) + "\n";
  }

  // One may mention further ones: that they have been met is known only once it is written.
  private static String shapes(PythonTypes types) {
    StringBuilder text = new StringBuilder();
    for (int written = 0; written < types.shapes().size(); written++) {
      Map.Entry<Class<?>, String> shape = new ArrayList<>(types.shapes().entrySet()).get(written);
      RecordComponent[] components = shape.getKey().getRecordComponents();
      // In a class, its own attributes hide the types of the same names, such as date.
      PythonTypes within =
          types.within(
              Arrays.stream(components)
                  .map(RecordComponent::getName)
                  .collect(Collectors.toUnmodifiableSet()));
      text.append("\nclass ").append(shape.getValue());
      text.append('(').append(types.names().name("typing", "Protocol")).append("):\n");
      boolean empty = true;
      for (RecordComponent component : components) {
        // No attribute of this name can be written in Python; a key of a mapping can.
        if (PythonNames.isIdentifier(component.getName())) {
          String type = within.annotation(component.getGenericType());
          text.append("    @").append(within.names().name("builtins", "property")).append('\n');
          text.append("    def ").append(component.getName()).append("(self) -> ");
          text.append(type == null ? within.names().name("typing", "Any") : type).append(": ...\n");
          empty = false;
        }
      }
      text.append(empty ? "    ...\n" : "");
    }
    return text.toString();
  }
}
