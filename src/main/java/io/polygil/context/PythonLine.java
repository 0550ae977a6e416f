package io.polygil.context;

import org.jspecify.annotations.Nullable;

/**
 * A line of Python that a thread is at.
 *
 * @param file the file's path, or what stands for it, such as {@code <string>}; in the standard
 *     library its path there, such as {@code json/decoder.py}
 * @param line its number, from 1
 * @param function the function's name; {@code <module>} outside of functions
 */
public record PythonLine(String file, int line, String function) {
  /**
   * The innermost line of the Python program that has called the Java code running here; of the
   * standard library where that runs for itself; null where no Python is on the stack. It does not
   * take the GIL. It costs some tens of microseconds.
   *
   * @throws IllegalStateException on a thread that is in no context
   */
  public static @Nullable PythonLine here() {
    return PythonFrames.top();
  }

  /** Such as {@code app.py:12}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
