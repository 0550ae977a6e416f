package io.polygil.lab;

import java.time.Duration;

/** What a run does. */
interface RunWork {
  /** The longest that it may last. */
  Duration limit();

  /**
   * Does it, on a thread of its own.
   *
   * @throws Exception whatever goes wrong; what was cancelled may throw anything
   */
  void execute(RunSink sink) throws Exception;

  /** Ends the Python in it. Called by other threads, also before it begins. */
  void cancel();
}
