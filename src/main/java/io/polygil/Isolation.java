package io.polygil;

/** How much of what one lease leaves behind in a context the next one can see. */
public enum Isolation {
  /**
   * Contexts are lent again as they are. Each run has globals of its own, but imported modules,
   * their globals, changed built-ins, threads and open files stay for the next lease. The fastest,
   * and right for code that one trusts.
   */
  SHARED,
  /**
   * After each lease the context is put back to the state it had after its warm-up: globals of all
   * modules, the built-ins, {@code sys.path} and {@code sys.argv}, the environment; modules
   * imported since are forgotten and imported anew. Does not undo changes inside an object that
   * stays (an item appended to a module's list, an attribute set on a class), nor open files. A
   * context in which a thread of the lease still runs is retired instead. Guards against accidents,
   * not against malice.
   */
  RESET,
  /**
   * Each lease gets a context that nobody has used, prepared ahead; it is ended afterwards. Nothing
   * of Python's state is shared; what is shared is the process: its memory, its cores, and what the
   * permissions open. For code that must not meet that of another.
   */
  FRESH
}
