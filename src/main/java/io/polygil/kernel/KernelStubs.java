package io.polygil.kernel;

import io.polygil.context.ModuleSource;
import io.polygil.context.PythonNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The stubs of kernel modules, and of the package that Polygil offers to Python. Stateless. */
public final class KernelStubs {
  private static final String FOLDER = "/io/polygil/python/";
  private static final List<String> OF_POLYGIL =
      List.of("polygil/__init__.pyi", "polygil/buffer.pyi", "polygil/gil.pyi", "polygil/py.typed");

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
   * @param origin the class that it comes from; empty for a package of modules
   */
  static StubFile of(
      String module,
      ModuleSource.Kind kind,
      String origin,
      String doc,
      List<KernelDefinition> kernels,
      List<Class<? extends Throwable>> errors) {
    Set<String> taken = new HashSet<>(KernelText.names(kernels, errors));
    // In a class, its own attributes hide the types of the same names, such as date.
    for (Class<?> shape : body(kernels, errors, PythonImports.ofStub(taken)).shapes()) {
      for (RecordComponent component : shape.getRecordComponents()) {
        taken.add(component.getName());
      }
    }
    PythonImports imports = PythonImports.ofStub(taken);
    String body = body(kernels, errors, imports).text();
    StringBuilder head = new StringBuilder(StubFile.HEADER);
    head.append(origin.isEmpty() ? "" : " from " + origin).append(".\n");
    head.append(doc.isEmpty() ? "" : KernelText.quoted(doc) + "\n");
    head.append(imports.text().isEmpty() ? "" : "\n" + imports.text());
    String path = module.replace('.', '/');
    return new StubFile(
        module,
        kind == ModuleSource.Kind.PACKAGE ? path + "/__init__.pyi" : path + ".pyi",
        head + body,
        imports.includes("polygil.buffer"));
  }

  private record Body(String text, Set<Class<?>> shapes) {}

  private static Body body(
      List<KernelDefinition> kernels,
      List<Class<? extends Throwable>> errors,
      PythonImports imports) {
    PythonTypes arguments = new PythonTypes(PythonTypes.Place.ARGUMENT, imports);
    PythonTypes results = new PythonTypes(PythonTypes.Place.RESULT, imports);
    StringBuilder text = new StringBuilder();
    for (Class<? extends Throwable> error : errors) {
      text.append('\n').append(KernelText.errorHead(error, imports));
      text.append(block(KernelText.errorDoc(error)));
    }
    for (KernelDefinition kernel : kernels) {
      text.append('\n').append(KernelText.head(kernel, arguments, results));
      text.append(block(kernel.doc()));
      for (String alias : kernel.aliases()) {
        text.append('\n').append(alias).append(" = ").append(kernel.call().function()).append('\n');
      }
    }
    String shapes = shapes(arguments, imports);
    return new Body(shapes + text, arguments.shapes().keySet());
  }

  private static String block(String doc) {
    return doc.isEmpty() ? " ...\n" : "\n    " + KernelText.quoted(doc) + "\n";
  }

  // One may mention further ones: that they have been met is known only once it is written.
  private static String shapes(PythonTypes types, PythonImports imports) {
    StringBuilder text = new StringBuilder();
    for (int written = 0; written < types.shapes().size(); written++) {
      Map.Entry<Class<?>, String> shape = new ArrayList<>(types.shapes().entrySet()).get(written);
      text.append("\nclass ").append(shape.getValue());
      text.append('(').append(imports.name("typing", "Protocol")).append("):\n");
      boolean empty = true;
      for (RecordComponent component : shape.getKey().getRecordComponents()) {
        // No attribute of this name can be written in Python; a key of a mapping can.
        if (PythonNames.isIdentifier(component.getName())) {
          String type = types.annotation(component.getGenericType());
          text.append("    @").append(imports.name("builtins", "property")).append('\n');
          text.append("    def ").append(component.getName()).append("(self) -> ");
          text.append(type == null ? imports.name("typing", "Any") : type).append(": ...\n");
          empty = false;
        }
      }
      text.append(empty ? "    ...\n" : "");
    }
    return text.toString();
  }
}
