package io.polygil.cli;

import io.polygil.kernel.KernelStubs;
import io.polygil.kernel.StubFile;
import io.polygil.kernels.BundledKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes stubs of kernel modules. */
@Command(
    name = "stubs",
    mixinStandardHelpOptions = true,
    description = {
      "Writes stubs (.pyi files), by which editors, mypy and pyright know kernel modules.",
      "Without --out they go to standard output. By default they are those of --kernels, or else of"
          + " all modules that come with Polygil, with those of the package polygil where they are"
          + " needed."
    },
    footer = {
      "",
      "Examples:",
      "  polygil stubs word_count",
      "  polygil stubs --out typings          # where pyright looks for stubs",
      "  polygil stubs --kernels my.jar --out typings",
      "  MYPYPATH=typings mypy program.py"
    })
final class StubsCommand implements Callable<Integer> {
  /** What the text of Java's classes stands on: no program imports it. */
  private static final String INTERNAL = "polygil.classes";

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @ParentCommand
  private Main main;

  @SuppressWarnings("NullAway.Init") // picocli sets it.
  @Mixin
  private KernelOptions kernels;

  @Parameters(
      paramLabel = "MODULE",
      description = "Only these modules, and the modules below those that are packages.")
  private List<String> wanted = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the files below DIR, which is made if need be, and print their names; '-' is"
              + " standard output.")
  private @Nullable String out;

  @Option(names = "--force", description = "Overwrite files that polygil stubs did not write.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    List<StubFile> stubs = chosen();
    String folder = out;
    if (folder != null && folder.isEmpty()) {
      throw new UsageException(
          "--out: the path is empty: give a folder to write to, or - for standard output");
    }
    if (folder == null || folder.equals("-")) {
      print(stubs);
    } else {
      write(stubs, Path.of(folder));
    }
    return 0;
  }

  private List<StubFile> chosen() {
    List<Class<?>> own = kernels.own();
    if (wanted.isEmpty()) {
      return own.isEmpty() ? stubsOf(BundledKernels.all()) : KernelStubs.of(own);
    }
    List<StubFile> offered = stubsOf(kernels.all());
    for (String module : wanted) {
      if (offered.stream().noneMatch(stub -> stub.module().equals(module))) {
        List<String> names = offered.stream().map(StubFile::module).distinct().sorted().toList();
        throw new UsageException(
            "there is no kernel module \"" + module + "\"" + Suggestions.text(module, names));
      }
    }
    return offered.stream().filter(stub -> wanted.stream().anyMatch(within(stub))).toList();
  }

  private static List<StubFile> stubsOf(List<Class<?>> kernels) {
    return Stream.concat(KernelStubs.of(kernels).stream(), ofPolygil().stream()).toList();
  }

  private static List<StubFile> ofPolygil() {
    return KernelStubs.ofPolygil().stream()
        .filter(stub -> !stub.module().equals(INTERNAL))
        .toList();
  }

  // What is below a wanted package, and the packages that a wanted module is in.
  private static Predicate<String> within(StubFile stub) {
    String name = stub.module();
    return module ->
        name.equals(module) || name.startsWith(module + ".") || module.startsWith(name + ".");
  }

  private void print(List<StubFile> stubs) throws IOException {
    List<StubFile> printed = stubs.stream().filter(stub -> !stub.text().isEmpty()).toList();
    StringBuilder text = new StringBuilder();
    for (StubFile stub : printed) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(printed.size() > 1 ? "# " + stub.path() + "\n" : "").append(stub.text());
    }
    say(text.toString());
  }

  private void write(List<StubFile> stubs, Path folder) throws IOException {
    Set<StubFile> files = new LinkedHashSet<>(stubs);
    if (stubs.stream().anyMatch(StubFile::usesPolygil)) {
      files.addAll(ofPolygil());
    }
    try {
      for (StubFile file : files) {
        requireOwn(folder.resolve(file.path()), file.text());
      }
      for (StubFile file : files) {
        Path target = folder.resolve(file.path());
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.writeString(target, file.text());
        say(target + "\n");
      }
    } catch (FileSystemException e) {
      throw new IOException("cannot write " + e.getFile() + ": " + reason(e), e);
    }
  }

  // The exception's own message is the file's name, no more.
  private static String reason(FileSystemException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "its folder does not exist and cannot be made";
      case FileAlreadyExistsException _ -> "it is there and is no folder";
      default -> e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    };
  }

  // Somebody may have written better ones by hand.
  private void requireOwn(Path target, String text) throws IOException {
    if (force || !Files.exists(target)) {
      return;
    }
    if (Files.isDirectory(target)) {
      throw new UsageException("--out: " + target + " is a folder: choose another DIR");
    }
    // Not as UTF-8, in which somebody else's file need not be.
    String found = Files.readString(target, StandardCharsets.ISO_8859_1);
    if (!found.startsWith(StubFile.HEADER) && !found.equals(text)) {
      throw new UsageException(
          "--out: "
              + target
              + " was not written by polygil stubs and stays as it is, as do all others: choose"
              + " another DIR, or --force it");
    }
  }

  private void say(String text) throws IOException {
    main.out().write(text.getBytes(StandardCharsets.UTF_8));
    main.out().flush();
  }
}
