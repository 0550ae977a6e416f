package io.polygil.compare;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.context.PythonEngine;
import io.polygil.context.ResourceModules;
import io.polygil.kernels.BundledKernels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where Polygil's rows run: two contexts of one pool, leased for as long as the comparison lasts;
 * the pool has room for as many workers as there are cores, or for a sweep's contexts.
 */
final class Stage implements AutoCloseable {
  // On a busy machine the first context of a process takes its time.
  private static final Duration FIRST_CONTEXT = Duration.ofMinutes(5);

  private final EntryLatch entry = new EntryLatch();
  private final ResourceModules programs = Comparison.programs();
  private final Lazy<LoopbackServer> server = new Lazy<>(LoopbackServer::new);
  private final Lazy<SampleFiles> files = new Lazy<>(SampleFiles::new);
  private final PythonPool pool;
  private final PythonLease first;
  private final List<PythonLease> leases = new ArrayList<>();
  private final long firstContextNanos;

  Stage() {
    pool =
        PythonPool.builder()
            .name("compare")
            .acquireTimeout(FIRST_CONTEXT)
            .maximumSize(2 + 2 * Runtime.getRuntime().availableProcessors())
            .modules(programs)
            .kernels(BundledKernels.all())
            .kernels(FailingKernels.class, BoundaryKernels.class)
            .allowNetwork()
            .allowFileSystem(List.of(SampleFiles.ROOT), List.of())
            .kernelListener(entry)
            .build();
    long start = System.nanoTime();
    first = pool.acquire();
    firstContextNanos = System.nanoTime() - start;
    // The others come when they are asked for: a fresh process that runs one row has mostly no use
    // for them.
    leases.add(first);
  }

  /** One context. */
  PythonLease first() {
    return first;
  }

  /** Another one, with a GIL of its own. */
  PythonLease second() {
    return contexts(2).getLast();
  }

  /** So many contexts, the first two among them; they are kept until the end. */
  List<PythonLease> contexts(int count) {
    while (leases.size() < count) {
      leases.add(pool.acquireAnother());
    }
    return List.copyOf(leases.subList(0, count));
  }

  /** The text of one of the documents' programs. */
  String program(String name) {
    return programs.find(name).orElseThrow().text();
  }

  /** A server that takes its time to answer. */
  LoopbackServer server() {
    return server.get();
  }

  /** Files to read. */
  SampleFiles files() {
    return files.get();
  }

  /** Told of every kernel call in both contexts. */
  EntryLatch entry() {
    return entry;
  }

  /** How long the process's first context took to make. */
  long firstContextNanos() {
    return firstContextNanos;
  }

  /** Makes the second context, and tells what that took of the Java heap. */
  long heapOfSecondContext() {
    long before = Memory.heapBytes();
    var _ = second();
    return Memory.heapBytes() - before;
  }

  PythonEngine.Execution execution() {
    return pool.execution();
  }

  String pythonVersion() {
    return pool.pythonVersion();
  }

  @Override
  public void close() {
    leases.forEach(PythonLease::close);
    pool.close();
    server.close();
    files.close();
  }
}
