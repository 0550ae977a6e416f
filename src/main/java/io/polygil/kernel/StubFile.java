package io.polygil.kernel;

import java.util.Objects;

/**
 * A stub: what an editor, mypy and pyright know of a module that Python imports from Java.
 *
 * @param module the module's full name
 * @param path where the file belongs, relative to a folder of stubs, such as {@code a/b.pyi}
 * @param text the file's content
 * @param usesPolygil whether it imports from the stubs of the package {@code polygil}
 */
public record StubFile(String module, String path, String text, boolean usesPolygil) {
  /** With these words each stub begins. */
  public static final String HEADER = "# Written by polygil stubs";

  /** Checks that all parts are there. */
  public StubFile {
    Objects.requireNonNull(module, "module");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(text, "text");
  }
}
