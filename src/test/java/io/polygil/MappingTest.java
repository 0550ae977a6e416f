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
      assertThat(rig.pool.statistics().active()).isZero();
      assertThat(rig.pool.statistics().waiting()).isZero();
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
}
