package io.polygil.kernel;

/** What a kernel does with the GIL of the context that calls it. */
public enum Gil {
  /** Keeps it: no other Python thread of the context runs until the kernel returns. */
  HOLD,
  /** Releases it: other Python threads of the context run meanwhile. */
  RELEASE
}
