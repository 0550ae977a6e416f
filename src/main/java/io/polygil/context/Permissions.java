package io.polygil.context;

/** What Python code of a context may reach outside it. */
public enum Permissions {
  /**
   * The standard library and the module path, read only. No host classes, no other files, no
   * network, no native code, no processes, no environment.
   */
  SANDBOX,
  /**
   * Files, network, processes, environment and native code, as a {@code python} command has them;
   * host classes stay closed.
   */
  PYTHON_COMMAND
}
