package io.polygil.lab;

import io.polygil.PythonPool;
import io.polygil.trace.GilWatch;
import io.polygil.trace.Lane;
import java.util.List;

/** Looks at what the threads of a pool do. */
interface LaneSource extends AutoCloseable {
  /** What each thread does at this moment. */
  List<Lane> lanes();

  @Override
  void close();

  /** Makes a source for a pool. */
  @FunctionalInterface
  interface Factory {
    LaneSource start(PythonPool pool);
  }

  /** Looks at what is there. */
  static LaneSource watch(PythonPool pool) {
    GilWatch watch = GilWatch.start(pool);
    return new LaneSource() {
      @Override
      public List<Lane> lanes() {
        return watch.lanes();
      }

      @Override
      public void close() {
        watch.close();
      }
    };
  }
}
