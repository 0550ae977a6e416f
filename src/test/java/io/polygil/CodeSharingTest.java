package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.context.PythonException;
import io.polygil.context.ThreadListener;
import io.polygil.kernel.KernelListener;
import io.polygil.kernels.Fibonacci;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool does the same whatever its contexts share. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CodeSharingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static PythonPool pool(CodeSharing sharing) {
    return PythonPool.builder()
        .name("sharing-" + sharing)
        .maximumSize(3)
        .codeSharing(sharing)
        .kernels(Fibonacci.class)
        .build();
  }

  @ParameterizedTest
  @EnumSource(CodeSharing.class)
  void contextsDoTheirWorkAndAreReplaced(CodeSharing sharing) {
    try (PythonPool pool = pool(sharing)) {
      try (PythonLease first = pool.acquire();
          PythonLease second = pool.acquireAnother()) {
        first.exec("import sys; sys.mark = 'first'");
        assertThat(second.eval("hasattr(__import__('sys'), 'mark')", boolean.class)).isFalse();
        for (PythonLease lease : new PythonLease[] {first, second}) {
          assertThat(lease.call("fibonacci:fibonacci_gil", long.class, 90))
              .isEqualTo(2880067194370816120L);
          assertThatThrownBy(() -> lease.call("fibonacci:fibonacci_gil", long.class, -1))
              .isInstanceOf(PythonException.class)
              .hasMessageContaining("ValueError");
        }
        first.cancel();
      }
      try (PythonLease again = pool.acquire();
          PythonLease another = pool.acquireAnother()) {
        assertThat(again.eval("6 * 7", int.class)).isEqualTo(42);
        assertThat(another.eval("6 * 7", int.class)).isEqualTo(42);
      }
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("sharing-" + sharing)));
  }

  @ParameterizedTest
  @EnumSource(CodeSharing.class)
  void executorsWorkInOtherContexts(CodeSharing sharing) {
    try (PythonPool pool = pool(sharing);
        PythonLease lease = pool.acquire()) {
      lease.exec(
          """
          import fibonacci
          from polygil.futures import ContextPoolExecutor
          with ContextPoolExecutor(2) as executor:
              numbers = list(executor.map(fibonacci.fibonacci_nogil, range(20)))
          assert numbers == [fibonacci.fibonacci_gil(n) for n in range(20)], numbers
          """);
    }
  }

  @ParameterizedTest
  @EnumSource(CodeSharing.class)
  void allContextsAreObservedOldAndNew(CodeSharing sharing) {
    Seen seen = new Seen();
    try (PythonPool pool = pool(sharing);
        PythonLease old = pool.acquire()) {
      PythonLease young;
      try (PoolObservation _ = pool.observe(KernelListener.none(), seen)) {
        young = pool.acquireAnother();
        seen.contexts.clear();
        old.exec("pass");
        young.exec("pass");
        assertThat(seen.contexts).hasSize(2);
      }
      seen.contexts.clear();
      old.exec("pass");
      young.exec("pass");
      try (PythonLease afterwards = pool.acquireAnother()) {
        afterwards.exec("pass");
      }
      young.close();
      assertThat(seen.contexts).isEmpty();
    }
  }

  @Test
  void onlyTheFirstIsAlone() {
    assertThat(alone(CodeSharing.ALL)).containsExactly(false, false);
    assertThat(alone(CodeSharing.ALL_BUT_FIRST)).containsExactly(true, false);
    assertThat(alone(CodeSharing.NONE)).containsExactly(true, true);
  }

  private static boolean[] alone(CodeSharing sharing) {
    return new boolean[] {sharing.isAlone(1), sharing.isAlone(2)};
  }

  private static final class Seen implements ThreadListener {
    private final Set<Long> contexts = ConcurrentHashMap.newKeySet();

    @Override
    public void entered(long context) {
      contexts.add(context);
    }

    @Override
    public void left(long context) {}
  }
}
