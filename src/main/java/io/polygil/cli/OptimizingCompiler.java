package io.polygil.cli;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The JVM's optimizing compiler, C2, for commands that start a program. In its first seconds it has
 * more to do than the program itself, and on two cores it takes a third of them, while hardly
 * anything that it makes is used before the program has printed its first line.
 */
final class OptimizingCompiler {
  // A fifth of the program's share where both want one core, and all of it where nobody else does.
  // It cannot be taken back without rights, so it must be a share to live with, also where two
  // contexts keep two cores busy: they were no slower to warm up even with half of it.
  private static final int NICENESS = 7;

  private static final Path THREADS = Path.of("/proc/self/task");
  private static final String NAME = "C2 Compiler";

  private OptimizingCompiler() {}

  /**
   * Lets it give way to all other threads of the process from now on, wherever the system has a
   * priority for each thread (Linux); elsewhere nothing happens. Returns at once.
   */
  static void giveWay() {
    if (Files.isDirectory(THREADS)) {
      Thread.ofPlatform().daemon().name("polygil-give-way").start(OptimizingCompiler::lower);
    }
  }

  private static void lower() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        if (Files.readString(thread.resolve("comm")).startsWith(NAME)) {
          setPriority(Integer.parseInt(thread.getFileName().toString()));
        }
      }
    } catch (IOException | RuntimeException e) {
      // A thread has ended meanwhile, or the JVM was started without native access: the program
      // starts all the same, only later. Nothing may be logged before --verbose has been read.
    }
  }

  @SuppressWarnings("restricted") // Without native access it is refused, and said so above.
  private static void setPriority(int thread) {
    Linker linker = Linker.nativeLinker();
    MethodHandle setpriority =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setpriority"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    int onlyThisThread = 0;
    try {
      // What it returns is of no use: where it fails, the thread keeps its priority.
      int _ = (int) setpriority.invokeExact(onlyThisThread, thread, NICENESS);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
