package io.polygil;

import io.polygil.context.Observation;
import io.polygil.kernel.KernelListener;
import java.util.Collection;

/**
 * A look at what runs in a pool, from {@link PythonPool#observe} until it is closed. Thread-safe.
 */
public final class PoolObservation implements AutoCloseable {
  private final KernelListeners listeners;
  private final KernelListener kernels;
  private final Observation threads;

  PoolObservation(KernelListeners listeners, KernelListener kernels, Observation threads) {
    this.listeners = listeners;
    this.kernels = kernels;
    this.threads = threads;
    listeners.add(kernels);
  }

  /** The threads that are in one of the pool's contexts now. */
  public Collection<Thread> threads() {
    return threads.threads();
  }

  /** Asks threads for the lines of Python that they are at, as {@link Observation#sample} says. */
  public void sample(Collection<Thread> asked, Observation.Answer answer) {
    threads.sample(asked, answer);
  }

  /** Whether a thread was asked by {@link #sample} and has not answered yet. */
  public boolean isAsked(Thread thread) {
    return threads.isAsked(thread);
  }

  /** Ends the look. */
  @Override
  public void close() {
    listeners.remove(kernels);
    threads.close();
  }
}
