package io.polygil.context;

/**
 * Told, on the threads themselves, when they begin and end to run in the contexts of an engine:
 * host threads that call Python as well as Python's own. It must be thread-safe, quick, and must
 * not throw.
 */
public interface ThreadListener {
  /**
   * This thread enters a context.
   *
   * @param context the context's number, from 1, in the order in which they were first seen
   */
  void entered(long context);

  /** This thread leaves the context that it has entered last. */
  void left(long context);
}
