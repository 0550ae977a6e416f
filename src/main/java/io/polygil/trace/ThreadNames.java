package io.polygil.trace;

import io.polygil.PythonLease;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;

/**
 * Gives threads that Python starts the names that Python has for them, for all tools that show Java
 * threads. Otherwise GraalPy numbers them.
 */
@KernelModule(ThreadNames.MODULE)
public final class ThreadNames {
  static final String MODULE = "polygil_thread_names";

  private static final String FOLLOW =
      """
      from polygil._threads import follow
      from polygil_thread_names import name_thread
      follow(name_thread)
      """;

  private ThreadNames() {}

  /**
   * From now on, threads of the {@code threading} module in the leased context have their Python
   * names.
   *
   * @param lease of a pool with the kernel class {@link ThreadNames}
   */
  public static void follow(PythonLease lease) {
    lease.exec(FOLLOW);
  }

  /** Names the thread that calls it. */
  @Kernel(gil = Gil.HOLD)
  static void name_thread(String name) {
    Thread.currentThread().setName(name);
  }
}
