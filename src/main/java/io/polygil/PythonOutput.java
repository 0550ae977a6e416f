package io.polygil;

/**
 * A line that Python wrote on its standard output or error.
 *
 * @param pool the pool's name
 * @param lease the lease within which it was written, as in {@link PythonLease#id()}; empty for
 *     what a new context's warm-up or a thread between two leases wrote
 * @param stream where it was written
 * @param line the text without its line end. A line of more than 65,536 bytes comes in pieces; what
 *     is no UTF-8 is replaced by U+FFFD
 */
public record PythonOutput(String pool, String lease, Stream stream, String line) {
  /** A standard stream. */
  public enum Stream {
    /** {@code sys.stdout}. */
    OUT,
    /** {@code sys.stderr}. */
    ERR
  }
}
