package io.polygil.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an AUTO kernel does with the GIL once it has been learned. */
class AutoPolicyTest {
  @KernelModule("autos")
  static final class Autos {
    private final CountDownLatch never = new CountDownLatch(1);

    @Kernel(gil = Gil.AUTO)
    long quick(long n) {
      return n + 1;
    }

    /** Takes a millisecond and more, whatever the machine does meanwhile. */
    @Kernel(gil = Gil.AUTO)
    boolean slow() throws InterruptedException {
      return never.await(1, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void shortCallsHoldAndLongOnesRelease() {
    try (PythonPool pool = PythonPool.builder().maximumSize(1).kernels(Autos.class).build();
        PythonLease lease = pool.acquire()) {
      lease.exec(
          """
          import autos
          assert not autos._auto_quick.holds, "unknown: other threads must not wait for it"
          for _ in range(100):
              autos.slow()
          assert not autos._auto_slow.holds
          """);
      // Calls are quick once they are compiled, which they are after some thousands.
      lease.exec(
          """
          import autos
          for _ in range(2_000_000):
              autos.quick(1)
              if autos._auto_quick.holds:
                  break
          assert autos._auto_quick.holds
          """);
      assertThat(
              lease.exec(
                  """
                  import autos
                  from polygil import gil
                  seen = []
                  with gil.released():
                      seen.append(autos.quick(1))
                  with gil.held():
                      seen.append(autos.slow())
                  result = str(seen)
                  """,
                  "result",
                  String.class))
          .isEqualTo("[2, False]");
    }
  }
}
