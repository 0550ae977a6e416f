package io.polygil.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The clock of the machine this JVM runs on. */
final class SystemClock implements Clock {

  private static final Path PROCESS_STATUS = Path.of("/proc/self/stat");

  /** Linux reports to user space at 100 Hz, whatever the kernel's own tick rate is. */
  private static final long NANOS_PER_TICK = 10_000_000;

  /** utime is the 14th field of the line, the state after the command's name being the 3rd. */
  private static final int USER_TICKS_AFTER_COMMAND = 14 - 3;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final boolean statusReadable = Files.isReadable(PROCESS_STATUS);

  @Override
  public long wallNanos() {
    return System.nanoTime();
  }

  @Override
  public long cpuNanos() {
    long nanos = system.getProcessCpuTime();
    return nanos < 0 ? UNKNOWN : nanos;
  }

  @Override
  public long userNanos() {
    if (!statusReadable) {
      return UNKNOWN;
    }
    try {
      // The command's name may hold any byte, so a decoder that rejects bad input would not do.
      byte[] status = Files.readAllBytes(PROCESS_STATUS);
      return userNanosOf(new String(status, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  static long userNanosOf(String status) {
    // The command's name stands in brackets and may itself hold blanks and brackets.
    int commandEnd = status.lastIndexOf(')');
    String[] fields = status.substring(commandEnd + 1).strip().split(" ", -1);
    if (commandEnd < 0 || fields.length <= USER_TICKS_AFTER_COMMAND) {
      return UNKNOWN;
    }
    try {
      return Long.parseLong(fields[USER_TICKS_AFTER_COMMAND]) * NANOS_PER_TICK;
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }
}
