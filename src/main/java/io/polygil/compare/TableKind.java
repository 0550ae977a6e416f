package io.polygil.compare;

/** Which columns a table has. */
enum TableKind {
  /** The medians, their spread, the first run and memory. */
  PLAIN,
  /** Also what each host thread took. */
  THREADS,
  /** Also CPU and user time. */
  CPU,
  /** As pytest-benchmark prints it. */
  BENCHMARK
}
