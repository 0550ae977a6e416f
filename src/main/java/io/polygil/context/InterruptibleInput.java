package io.polygil.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Standard input from which a program that waits can be called away, by Ctrl-C or by its end. The
 * JVM's own read returns only when there is input; so a thread apart waits for that, and what it
 * has read after all is there for the next who reads. Thread-safe.
 */
public final class InterruptibleInput extends InputStream {
  /**
   * As much as Python reads at once: what is read ahead, a process of the program's cannot have.
   */
  private static final int MOST = 8192;

  // Python takes it for a system call that a signal has interrupted (EINTR): it runs the signal's
  // handler, and reads again if that raises nothing.
  private static final String INTERRUPTED_CALL = "error=4";
  private static final long LOOK_NANOS = 5_000_000;

  /** A read that a thread of its own is in. */
  private static final class Reading {
    /** None at the end of the input. */
    private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();
  }

  private final InputStream in;
  private @Nullable Reading reading;
  private byte[] read = {};
  private int taken;

  /** One that reads from a stream, which it never closes. */
  public InterruptibleInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] octet = new byte[1];
    return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
  }

  /**
   * Reads, waiting for input.
   *
   * @throws InterruptedIOException if the thread is interrupted
   * @throws IOException as a read interrupted by a signal, if Ctrl-C came for the thread
   */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      Reading awaited;
      synchronized (this) {
        if (taken < read.length) {
          return take(bytes, offset, length);
        }
        if (reading == null && in.available() > 0) {
          return in.read(bytes, offset, length);
        }
        awaited = reading == null ? begin(Math.min(length, MOST)) : reading;
      }
      await(awaited.bytes);
      synchronized (this) {
        if (awaited.equals(reading)) {
          reading = null;
          read = result(awaited.bytes);
          taken = 0;
          if (read.length == 0) {
            return -1;
          }
        }
      }
    }
  }

  // Under the lock.
  private int take(byte[] bytes, int offset, int length) {
    int count = Math.min(length, read.length - taken);
    System.arraycopy(read, taken, bytes, offset, count);
    taken += count;
    return count;
  }

  // Under the lock.
  private Reading begin(int length) {
    Reading begun = new Reading();
    reading = begun;
    Thread.ofPlatform()
        .daemon()
        .name("polygil-input")
        .start(() -> {
          try {
            byte[] bytes = new byte[length];
            begun.bytes.complete(Arrays.copyOf(bytes, Math.max(0, in.read(bytes))));
          } catch (IOException | RuntimeException e) {
            begun.bytes.completeExceptionally(e);
          }
        });
    return begun;
  }

  private static void await(CompletableFuture<byte[]> reading) throws IOException {
    Thread reader = Thread.currentThread();
    CompletableFuture<byte[]> waking = reading.whenComplete((_, _) -> LockSupport.unpark(reader));
    try {
      // Not until waking is done, which it is only after it has woken the reader.
      while (!reading.isDone()) {
        if (reader.isInterrupted()) {
          throw new InterruptedIOException("interrupted while waiting for input");
        }
        if (CtrlC.hasJustCome()) {
          LockSupport.parkNanos(LOOK_NANOS);
          throw new IOException(INTERRUPTED_CALL);
        }
        LockSupport.park(reading);
      }
    } finally {
      waking.cancel(false);
    }
  }

  private static byte[] result(CompletableFuture<byte[]> done) throws IOException {
    try {
      return done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  @Override
  public synchronized int available() throws IOException {
    return read.length - taken + (reading == null ? in.available() : 0);
  }
}
