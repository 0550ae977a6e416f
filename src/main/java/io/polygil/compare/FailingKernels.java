package io.polygil.compare;

import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import io.polygil.kernel.PythonError;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;

/** Kernels that fail, one for each exception that Python knows it by. */
@SuppressWarnings("DoNotCallSuggester") // To fail is what they are for.
@KernelModule(
    value = "errors",
    doc = "Functions that fail, each in its own way.",
    errors = FailingKernels.DomainException.class)
final class FailingKernels {
  private FailingKernels() {}

  /** An exception of the module's own. */
  @PythonError(value = "DomainError", base = "ValueError", doc = "A value outside its domain.")
  static final class DomainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DomainException(String message) {
      super(message);
    }
  }

  @Kernel(gil = Gil.HOLD)
  static void value_error() {
    throw new IllegalArgumentException("no such value");
  }

  @Kernel(gil = Gil.HOLD)
  static int index_error() {
    return List.of(1, 2, 3).get(3);
  }

  @Kernel(gil = Gil.HOLD)
  static void key_error() {
    throw new NoSuchElementException("no such key");
  }

  @Kernel(gil = Gil.HOLD)
  static int zero_division_error() {
    return BigInteger.ONE.divide(BigInteger.ZERO).intValue();
  }

  @Kernel(gil = Gil.HOLD)
  static long overflow_error() {
    return Math.multiplyExact(Long.MAX_VALUE, 2);
  }

  @Kernel(gil = Gil.HOLD)
  static void not_implemented_error() {
    throw new UnsupportedOperationException("not in this version");
  }

  @Kernel(gil = Gil.HOLD)
  static void os_error() throws IOException {
    throw new IOException("the device is gone");
  }

  @Kernel(gil = Gil.HOLD)
  static void timeout_error() throws TimeoutException {
    throw new TimeoutException("nobody has answered in time");
  }

  @Kernel(gil = Gil.HOLD)
  static void memory_error() {
    throw new OutOfMemoryError("no room for the result");
  }

  @Kernel(gil = Gil.HOLD)
  static void runtime_error() {
    throw new IllegalStateException("not in this state");
  }

  @Kernel(gil = Gil.HOLD)
  static void domain_error() {
    throw new DomainException("a logarithm of a negative number");
  }
}
