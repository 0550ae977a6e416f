package io.polygil.trace;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LineSamplerTest {
  @Test
  @Timeout(60)
  void aLookThatFailsIsNotTheLast() throws InterruptedException {
    CountDownLatch looks = new CountDownLatch(3);
    Runnable look =
        LineSampler.lasting(() -> {
          looks.countDown();
          throw new IllegalStateException("a thread has gone");
        });
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      var _ = clock.scheduleWithFixedDelay(look, 0, 1, TimeUnit.MILLISECONDS);
      looks.await();
      clock.shutdownNow();
    }
  }
}
