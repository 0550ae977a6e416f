package io.polygil.compare;

import io.polygil.CodeSharing;
import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.context.PythonEngine;
import io.polygil.context.ResourceModules;
import io.polygil.kernels.BundledKernels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where Polygil's rows run: one context by itself, as a program's under {@code polygil run}, and
 * several that share compiled code, as a service's. All are of one pool, and leased for as long as
 * the comparison lasts; the pool has room for as many workers as there are cores, or for a sweep's
 * contexts.
 */
final class Stage implements AutoCloseable {
  // On a busy machine the first context of a process takes its time.
  private static final Duration FIRST_CONTEXT = Duration.ofMinutes(5);

  private final EntryLatch entry = new EntryLatch();
  private final ResourceModules programs = Comparison.programs();
  private final Lazy<LoopbackServer> server = new Lazy<>(LoopbackServer::new);
  private final Lazy<SampleFiles> files = new Lazy<>(SampleFiles::new);
  private final PythonPool pool;
  private final PythonLease alone;
  private final List<PythonLease> leases = new ArrayList<>();
  private final long firstContextNanos;

  Stage() {
    pool =
        PythonPool.builder()
            .name("compare")
            .acquireTimeout(FIRST_CONTEXT)
            .maximumSize(3 + 2 * Runtime.getRuntime().availableProcessors())
            .codeSharing(CodeSharing.ALL_BUT_FIRST)
            .modules(programs)
            .kernels(BundledKernels.all())
            .kernels(FailingKernels.class, BoundaryKernels.class)
            .allowNetwork()
            .allowFileSystem(List.of(SampleFiles.ROOT), List.of())
            .kernelListener(entry)
            .build();
    long start = System.nanoTime();
    alone = pool.acquire();
    firstContextNanos = System.nanoTime() - start;
    // The others come when they are asked for: a fresh process that runs one row has mostly no use
    // for them.
  }

  /** The context whose code is compiled for it alone. */
  PythonLease alone() {
    return alone;
  }

  /** The first of those that share code. */
  PythonLease first() {
    return contexts(1).getFirst();
  }

  /** The second of them, with a GIL of its own. */
  PythonLease second() {
    return contexts(2).getLast();
  }

  /** So many contexts that share code, the first two among them; they are kept until the end. */
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

  /** Told of every kernel call in all of them. */
  EntryLatch entry() {
    return entry;
  }

  /** How long the process's first context took to make. */
  long firstContextNanos() {
    return firstContextNanos;
  }

  /** Makes the second context that shares code, and tells what that took of the Java heap. */
  long heapOfSecondContext() {
    var _ = first();
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
    alone.close();
    pool.close();
    server.close();
    files.close();
  }
}
