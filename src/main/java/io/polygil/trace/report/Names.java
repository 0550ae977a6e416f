package io.polygil.trace.report;

import io.polygil.trace.GilState;

/** What files call the states of a thread: these words are part of the formats. */
final class Names {
  private Names() {}

  static String of(GilState state) {
    return switch (state) {
      case RUNNING -> "running Python";
      case WAITING -> "waiting for the GIL";
      case HELD -> "kernel, GIL held";
      case RELEASED -> "kernel, GIL released";
      case BLOCKED -> "waiting otherwise";
      case IDLE -> "not in Python";
    };
  }
}
