package io.polygil.compare;

import java.util.Locale;

/** What a contender is, whichever its version. */
public enum ContenderKind {
  /** Python in GraalPy, and its Java kernels. */
  POLYGIL,
  /** An interpreter in C, with what its standard library offers. */
  CPYTHON,
  /** CPython with functions in Rust. */
  PYO3,
  /** CPython with functions in C++. */
  PYBIND11,
  /** CPython with NumPy. */
  NUMPY;

  /** As it is written in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
