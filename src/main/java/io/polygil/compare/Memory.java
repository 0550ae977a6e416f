package io.polygil.compare;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What memory this process has, as Linux tells it. */
final class Memory {
  private static final int KIBIBYTE = 1024;

  private Memory() {}

  /** The most that was resident, or -1 where the platform does not tell. */
  static long peakBytes() {
    return bytes("VmHWM:");
  }

  /** What is resident now, or -1 where the platform does not tell. */
  static long residentBytes() {
    return bytes("VmRSS:");
  }

  /** What the Java heap holds after a collection. */
  static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** A line of the process's status, such as its {@code Cpus_allowed_list:}, or an empty text. */
  static String status(String key) {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
      return lines.stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      // Other systems have no such file.
      return "";
    }
  }

  private static long bytes(String key) {
    String text = status(key);
    return text.endsWith(" kB")
        ? Long.parseLong(text.substring(0, text.length() - 3)) * KIBIBYTE
        : -1;
  }
}
