package io.polygil.compare;

import java.util.Map;

/** What a process's exit code says. */
final class ExitCodes {
  // The JVM gives 128 and the signal's number for a process that a signal ended.
  private static final int SIGNALLED = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11,
          "SIGSEGV", 15, "SIGTERM");

  private ExitCodes() {}

  static String text(int code) {
    String signal = SIGNALS.get(code - SIGNALLED);
    return signal == null ? "ended with exit code " + code : "ended by " + signal;
  }
}
