package io.polygil.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * A Java runtime that has Graal's compiler among its own modules. On {@code --upgrade-module-path}
 * the JVM uses no ahead-of-time cache; with the compiler inside, it uses both.
 */
final class RuntimeImage {
  /** What Python's libraries and users' kernels can ask of a JVM, without the tools of a JDK. */
  private static final Set<String> ROOTS =
      Set.of(
          "java.se",
          "jdk.attach",
          "jdk.charsets",
          "jdk.graal.compiler",
          "jdk.httpserver",
          "jdk.incubator.vector",
          "jdk.internal.vm.ci",
          "jdk.jcmd",
          "jdk.jfr",
          "jdk.localedata",
          "jdk.management.agent",
          "jdk.management.jfr",
          "jdk.naming.dns",
          "jdk.net",
          "jdk.security.auth",
          "jdk.unsupported",
          "jdk.zipfs");

  private final Path jdk;
  private final Path compiler;

  /**
   * @param jdk the home of the JDK that this program runs on
   * @param compiler the folder with the jars of Graal's compiler
   */
  RuntimeImage(Path jdk, Path compiler) {
    this.jdk = jdk;
    this.compiler = compiler;
  }

  /**
   * Links the image.
   *
   * @param target a folder that is not there yet
   * @param scratch an empty folder for what is needed on the way
   * @throws IOException if this JDK cannot link, with jlink's reason
   */
  void link(Path target, Path scratch) throws IOException {
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IOException("this JDK comes without jlink"));
    Path jmods = jdk.resolve("jmods");
    if (!Files.exists(jmods.resolve("java.base.jmod"))) {
      jmods = packaged(scratch);
    }
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code =
        jlink.run(
            out,
            out,
            "--module-path",
            compiler + java.io.File.pathSeparator + jmods,
            "--add-modules",
            String.join(",", ROOTS),
            "--ignore-signing-information",
            "--no-header-files",
            "--no-man-pages",
            // A jlinked image has none of its own, and would start as slowly as a JDK without one.
            "--generate-cds-archive",
            "--output",
            target.toString());
    if (code != 0) {
      throw new IOException("jlink failed: " + said.toString().strip());
    }
  }

  private Path packaged(Path scratch) throws IOException {
    PackagedModules packaged = new PackagedModules(jdk);
    if (!packaged.present()) {
      throw new IOException("this JDK has neither jmods nor what it takes to make them");
    }
    Set<String> graal =
        ModuleFinder.of(compiler).findAll().stream()
            .map(module -> module.descriptor().name())
            .collect(Collectors.toSet());
    for (String module : closure()) {
      if (!graal.contains(module)) {
        packaged.write(module, scratch.resolve(module + ".jmod"));
      }
    }
    return scratch;
  }

  private List<String> closure() {
    Configuration configuration =
        Configuration.empty().resolve(ModuleFinder.of(compiler), ModuleFinder.ofSystem(), ROOTS);
    return configuration.modules().stream().map(ResolvedModule::name).sorted().toList();
  }
}
