package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Maps, without Python in them. */
@Timeout(20)
class MappingTest {
  @BeforeAll
  static void startPython() {
    LendingRig.startPython();
  }

  @Test
  void keepsTheOrder() {
    try (LendingRig rig = new LendingRig(3, _ -> {})) {
      List<Integer> items = IntStream.range(0, 1_000).boxed().toList();
      Mapping<Object> mapping = new Mapping<>("f", rig.runs, null, items, (_, item) -> item);
      assertThat(mapping.run(3)).isEqualTo(items);
      // The answer does not wait for the lanes that find nothing left to do.
      Awaitility.await()
          .untilAsserted(() -> {
            assertThat(rig.pool.statistics().active()).isZero();
            assertThat(rig.pool.statistics().waiting()).isZero();
          });
    }
  }

  @Test
  void endsWhenThePoolIsClosedBetweenTwoItems() {
    try (LendingRig rig = new LendingRig(1, _ -> {})) {
      Mapping<String> mapping =
          new Mapping<>(
              "f",
              rig.runs,
              null,
              List.of(1, 2),
              (_, _) -> {
                rig.pool.close();
                return "done";
              });
      Future<List<String>> result = rig.workers.submit(() -> mapping.run(1));
      assertThat(result)
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(IllegalStateException.class)
          .withMessage("Pool \"tested\" is closed: build another one, or close it later");
    }
  }

  @Test
  void anItemThatBeginsJustWhenTheMapIsInterruptedDoesNotRun() throws Exception {
    try (LendingRig rig = new LendingRig(1, _ -> {})) {
      AtomicInteger calls = new AtomicInteger();
      CountDownLatch over = new CountDownLatch(1);
      Thread[] mapper = new Thread[1];
      List<Integer> items =
          new AbstractList<>() {
            @Override
            public Integer get(int index) {
              mapper[0].interrupt();
              Latches.await(over);
              return index;
            }

            @Override
            public int size() {
              return 1;
            }
          };
      Mapping<Integer> mapping =
          new Mapping<>("f", rig.runs, null, items, (_, _) -> calls.incrementAndGet());
      FutureTask<List<Integer>> result = new FutureTask<>(() -> mapping.run(1));
      mapper[0] = new Thread(result);
      mapper[0].start();
      assertThatThrownBy(result::get).hasCauseInstanceOf(CancellationException.class);
      over.countDown();
      // The context comes back when the lane has ended.
      rig.take().drop();
      assertThat(calls).hasValue(0);
    }
  }
}
