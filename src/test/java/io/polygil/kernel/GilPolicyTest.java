package io.polygil.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.PythonLease;
import io.polygil.PythonPool;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Observes, without timing, whether another thread gets into Python while a kernel runs. */
class GilPolicyTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AtomicReference<CountDownLatch> PYTHON_RAN = new AtomicReference<>();
  private static final AtomicReference<CountDownLatch> KERNEL_ENTERED = new AtomicReference<>();
  private static final AtomicReference<Thread> OTHER = new AtomicReference<>();

  @KernelModule("policies")
  static final class Policies {
    /** Returns once the other thread waits for the GIL; false if it has run Python instead. */
    @Kernel(gil = Gil.HOLD)
    static boolean held() {
      KERNEL_ENTERED.get().countDown();
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> PYTHON_RAN.get().getCount() == 0 || waitsForGil(OTHER.get()));
      return PYTHON_RAN.get().getCount() != 0;
    }

    /** Returns once the other thread has run Python; false if it could not. */
    @Kernel(gil = Gil.RELEASE)
    static boolean released() throws InterruptedException {
      KERNEL_ENTERED.get().countDown();
      return PYTHON_RAN.get().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Tells the test that Python runs. */
    @Kernel(gil = Gil.HOLD)
    static void signal() {
      PYTHON_RAN.get().countDown();
    }
  }

  private static boolean waitsForGil(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("acquireGil"));
  }

  @BeforeEach
  void resetLatches() {
    PYTHON_RAN.set(new CountDownLatch(1));
    KERNEL_ENTERED.set(new CountDownLatch(1));
  }

  @Test
  void holdKeepsOtherThreadsOutOfPython() throws Exception {
    assertThat(kernelSawWhatItsPolicySays("held")).isTrue();
    assertThat(PYTHON_RAN.get().getCount()).as("the other thread ran after it").isZero();
  }

  @Test
  void releaseLetsOtherThreadsIntoPython() throws Exception {
    assertThat(kernelSawWhatItsPolicySays("released")).isTrue();
  }

  private static boolean kernelSawWhatItsPolicySays(String kernel) throws Exception {
    try (PythonPool pool = PythonPool.builder().maximumSize(1).kernels(Policies.class).build();
        PythonLease lease = pool.acquire()) {
      lease.exec("import policies");
      FutureTask<Void> other =
          new FutureTask<>(() -> {
            KERNEL_ENTERED.get().await();
            lease.exec("from policies import signal\nsignal()");
            return null;
          });
      Thread thread = Thread.ofPlatform().unstarted(other);
      OTHER.set(thread);
      thread.start();
      boolean saw = lease.call("policies:" + kernel, boolean.class);
      other.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      return saw;
    }
  }
}
