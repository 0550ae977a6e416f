package io.polygil.compare;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.context.PythonEngine;
import io.polygil.context.ResourceModules;
import io.polygil.kernels.BundledKernels;

/** Where the experiments run: two contexts of one pool, leased for as long as they last. */
final class Stage implements AutoCloseable {
  private final EntryLatch entry = new EntryLatch();
  private final ResourceModules programs = new ResourceModules(Stage.class, "python");
  private final PythonPool pool;
  private final PythonLease first;
  private final PythonLease second;
  private final long firstContextNanos;

  Stage() {
    pool =
        PythonPool.builder()
            .name("compare")
            .maximumSize(2)
            .modules(programs)
            .kernels(BundledKernels.all())
            .kernelListener(entry)
            .build();
    long start = System.nanoTime();
    first = pool.acquire();
    firstContextNanos = System.nanoTime() - start;
    second = pool.acquireAnother();
  }

  /** One context. */
  PythonLease first() {
    return first;
  }

  /** Another one, with a GIL of its own. */
  PythonLease second() {
    return second;
  }

  /** The text of one of the documents' programs. */
  String program(String name) {
    return programs.find(name).orElseThrow().text();
  }

  /** Told of every kernel call in both contexts. */
  EntryLatch entry() {
    return entry;
  }

  /** How long the process's first context took to make. */
  long firstContextNanos() {
    return firstContextNanos;
  }

  PythonEngine.Execution execution() {
    return pool.execution();
  }

  String pythonVersion() {
    return pool.pythonVersion();
  }

  @Override
  public void close() {
    first.close();
    second.close();
    pool.close();
  }
}
