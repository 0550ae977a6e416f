package io.polygil.trace;

/** What a thread that runs Python does, seen from its context's GIL. */
public enum GilState {
  /** Runs Python, with the GIL. */
  RUNNING,
  /** Waits for the GIL, which another thread of the context has. */
  WAITING,
  /** Runs a kernel, in Java, and keeps the GIL meanwhile: nobody else runs Python. */
  HELD,
  /** Runs a kernel, in Java, and has released the GIL. */
  RELEASED,
  /** Waits without the GIL for something else: a lock, a timer, a file, a socket. */
  BLOCKED,
  /** Is not in Python at all. */
  IDLE;

  /** Whether a thread in this state has the GIL. */
  public boolean hasGil() {
    return this == RUNNING || this == HELD;
  }
}
