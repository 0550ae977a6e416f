package io.polygil.compare;

import io.polygil.kernel.Buffer;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import io.polygil.kernel.PythonFunction;
import java.io.Serial;
import java.util.List;

/** Kernels that do nothing, so that a call of one costs what calling costs. */
@KernelModule(value = "boundary", doc = "Functions that do nothing.")
public final class BoundaryKernels {
  private BoundaryKernels() {}

  /** Holds the GIL. */
  @Kernel(gil = Gil.HOLD)
  public static void none_held() {}

  /** Releases the GIL. */
  @Kernel(gil = Gil.RELEASE)
  public static void none_released() {}

  /** Learns that holding the GIL is cheaper. */
  @Kernel(gil = Gil.AUTO)
  public static void none_auto() {}

  /** Gives back its argument, with the GIL held. */
  @Kernel(gil = Gil.HOLD)
  public static long one_held(long a) {
    return a;
  }

  /** Gives back its argument, with the GIL released. */
  @Kernel(gil = Gil.RELEASE)
  public static long one_released(long a) {
    return a;
  }

  /** Adds its arguments. */
  @Kernel(gil = Gil.HOLD)
  public static long three_held(long a, long b, long c) {
    return a + b + c;
  }

  /** Tells a text's length in UTF-16 units. */
  @Kernel(gil = Gil.HOLD)
  public static long text_held(String text) {
    return text.length();
  }

  /** Tells a length. */
  @Kernel(gil = Gil.HOLD)
  public static long bytes_held(byte[] bytes) {
    return bytes.length;
  }

  /** Tells a length in elements. */
  @Kernel(gil = Gil.HOLD)
  public static long buffer_held(Buffer buffer) {
    return buffer.length();
  }

  /** Tells a length. */
  @Kernel(gil = Gil.HOLD)
  public static long list_held(List<Long> numbers) {
    return numbers.size();
  }

  /** Calls a function of Python with 1 and gives what that gives. */
  @Kernel(gil = Gil.HOLD)
  public static long callback_held(PythonFunction function) {
    Long result = function.call(long.class, 1L);
    return result == null ? 0 : result;
  }

  /** Fails. */
  @SuppressWarnings("DoNotCallSuggester") // To fail is what it is for.
  @Kernel(gil = Gil.HOLD)
  public static void failure_held() {
    throw new IllegalArgumentException("no");
  }

  /** Fails without telling where, which is most of what an exception costs. */
  @SuppressWarnings("DoNotCallSuggester") // To fail is what it is for.
  @Kernel(gil = Gil.HOLD)
  public static void light_failure_held() {
    throw new LightException("no");
  }

  private static final class LightException extends IllegalArgumentException {
    @Serial private static final long serialVersionUID = 1;

    LightException(String message) {
      super(message);
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
