package io.polygil.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.Isolation;
import io.polygil.PythonLease;
import io.polygil.PythonPool;
import io.polygil.PythonTimeoutException;
import io.polygil.context.ConversionException;
import io.polygil.context.TypeLiteral;
import io.polygil.kernel.BankKernels.Account;
import io.polygil.kernel.BankKernels.Ledger;
import io.polygil.kernel.BankKernels.Point;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Java's classes in Python, as class_checks.py sees them, and their instances across the border.
 */
class KernelClassTest {
  private static final Path PYTHON = Path.of("src/test/python");
  private static final ConcurrentLinkedQueue<String> ENTERED = new ConcurrentLinkedQueue<>();
  private static PythonPool pool;
  private static PythonLease lease;

  /** A module whose kernels use another module's classes; it has one of its own and no function. */
  @KernelModule(value = "tools.gates", classes = Gates.Gate.class)
  static final class Gates {
    @KernelClass
    static final class Gate {
      private final CyclicBarrier barrier = new CyclicBarrier(2);

      @Kernel(gil = Gil.HOLD)
      Gate() {}

      @Kernel(gil = Gil.RELEASE)
      boolean meet(Account account)
          throws InterruptedException, BrokenBarrierException, TimeoutException {
        barrier.await(60, TimeUnit.SECONDS);
        return account.owner().equals("Ada");
      }

      @Kernel(gil = Gil.RELEASE)
      void spin() {
        while (true) {
          Cancellation.check();
        }
      }

      @Kernel(gil = Gil.HOLD)
      static Account open(String owner) {
        return new Account(owner, 0);
      }
    }
  }

  @BeforeAll
  static void start() {
    KernelListener listener =
        new KernelListener() {
          @Override
          public void entered(KernelCall call) {
            ENTERED.add(call.module() + "." + call.function() + " " + call.gil());
          }

          @Override
          public void left(KernelCall call) {}
        };
    pool =
        PythonPool.builder()
            .maximumSize(2)
            .modulePath(PYTHON)
            .kernels(BankKernels.class, Gates.class)
            .kernelListener(listener)
            .build();
    lease = pool.acquire();
  }

  @AfterAll
  static void stop() {
    lease.close();
    pool.close();
  }

  @Test
  void behavesAsItsPythonChecksSay() {
    List<?> checks = lease.call("class_checks:names", List.class);
    assertThat(checks).hasSizeGreaterThan(10);
    for (Object check : checks) {
      lease.call("class_checks:" + check, void.class);
    }
  }

  @Test
  void instancesAreTheSameJavaObjectForTheHostAndForAllContexts() {
    Account account = new Account("Ada", 5);
    assertThat(lease.call("class_checks:same", Account.class, account)).isSameAs(account);
    assertThat(lease.call("class_checks:same", Object.class, account)).isSameAs(account);
    assertThat(lease.call("class_checks:owner_of", String.class, account)).isEqualTo("Ada");
    Map<String, List<Account>> nested =
        lease.call(
            "class_checks:same",
            new TypeLiteral<Map<String, List<Account>>>() {},
            Map.of("a", List.of(account, account)));
    assertThat(Objects.requireNonNull(nested).get("a"))
        .allSatisfy(each -> assertThat(each).isSameAs(account));
    Point point = new Point(1, null);
    assertThat(lease.call("class_checks:same", Point.class, point)).isSameAs(point);
    Ledger ledger = new Ledger();
    try (PythonLease other = pool.acquireAnother()) {
      Account made = lease.exec("import bank\na = bank.Account('Eve')", "a", Account.class);
      assertThat(other.call("class_checks:same", Account.class, made)).isSameAs(made);
      assertThat(other.call("class_checks:same", Ledger.class, ledger)).isSameAs(ledger);
    }
    assertThatThrownBy(() -> lease.call("class_checks:same", Account.class, point))
        .isInstanceOf(ConversionException.class)
        .hasMessage("result: expected Account, got Point");
    assertThatThrownBy(() -> lease.call("class_checks:same", Account.class, "Ada"))
        .isInstanceOf(ConversionException.class)
        .hasMessage("result: expected Account, got str");
  }

  @Test
  void listenersAreToldOfMembersByTheirClass() {
    lease.exec("import bank");
    ENTERED.clear();
    lease.exec(
        """
        from bank import Account, Ledger
        account = Account("Ada")
        account.limit = account.balance
        account.transfer(other=account)
        account.richer(Account.parse("Eve"))
        repr(account), account == account
        for each in Ledger():
            pass
        """);
    assertThat(ENTERED)
        .containsExactly(
            "bank.Account.__new__ HOLD",
            "bank.Account.balance RELEASE",
            "bank.Account.limit HOLD",
            "bank.Account.transfer RELEASE",
            "bank.Account.parse HOLD",
            "bank.Account.richer AUTO",
            "bank.Account.__repr__ HOLD",
            "bank.Account.__eq__ HOLD",
            "bank.Ledger.__new__ HOLD",
            "bank.Ledger.__iter__ HOLD",
            "bank.Ledger.__next__ HOLD");
  }

  @Test
  void oneReleasedMethodRunsOnTwoThreadsAtOnce() {
    lease.exec(
        """
        from concurrent.futures import ThreadPoolExecutor
        from bank import Account
        from tools.gates import Gate
        gate = Gate()
        with ThreadPoolExecutor(2) as threads:
            met = list(threads.map(gate.meet, [Account("Ada"), Account("Ada")]))
        assert met == [True, True]
        """);
  }

  @Test
  void twoThreadsThatGetOneNewObjectGetOnePythonObject() {
    lease.exec(
        """
        from concurrent.futures import ThreadPoolExecutor
        import bank
        with ThreadPoolExecutor(4) as threads:
            for name in range(200):
                # Java keeps the object, Python does not have it yet.
                ledger = bank.Ledger()
                bank.Ledger.add(ledger, bank.Account.parse(str(name)))
                found = list(threads.map(lambda _: ledger[0], range(8)))
                assert len({id(each) for each in found}) == 1
        """);
  }

  @Test
  void classesOfAnotherModuleAreTheirs() {
    lease.exec(
        """
        import bank
        from tools.gates import Gate
        account = Gate.open("Ada")
        assert type(account) is bank.Account and account.owner == "Ada"
        try:
            Gate().meet("Ada")
        except TypeError as error:
            assert str(error) == "meet() argument 'account': expected Account, got str"
        """);
  }

  @Test
  void aTimeLimitEndsAMethod() {
    try (PythonLease own = pool.acquireAnother()) {
      own.exec("from tools.gates import Gate");
      assertThatThrownBy(() ->
              own.runTimeout(Duration.ofMillis(300))
                  .exec("from tools.gates import Gate\nGate().spin()"))
          .isInstanceOf(PythonTimeoutException.class);
    }
  }

  @Test
  void whatNobodyUsesAnyMoreIsGarbageOnBothSides() {
    WeakReference<Account> java =
        new WeakReference<>(
            Objects.requireNonNull(
                lease.exec("import bank\na = bank.Account('Ada')", "a", Account.class)));
    Awaitility.await()
        .until(() -> {
          System.gc();
          return java.get() == null;
        });
    // Java's own reference keeps the Java object only; Python makes another object for it.
    Account kept = new Account("Eve", 0);
    lease.call("class_checks:watch", void.class, kept);
    Awaitility.await()
        .until(() -> {
          System.gc();
          return lease.call("class_checks:watched_is_gone", boolean.class);
        });
    assertThat(lease.call("class_checks:same", Account.class, kept)).isSameAs(kept);
  }

  @Test
  void aModuleThatIsImportedAgainHasItsOwnObjects(@TempDir Path modules) throws Exception {
    Files.writeString(
        modules.resolve("types_of.py"),
        "import bank\ndef is_account(given):\n    return type(given) is bank.Account\n");
    try (PythonPool resetting =
        PythonPool.builder()
            .maximumSize(1)
            .isolation(Isolation.RESET)
            .modulePath(modules)
            .kernels(BankKernels.class)
            .build()) {
      Account account = new Account("Ada", 0);
      for (int use = 0; use < 3; use++) {
        try (PythonLease each = resetting.acquire()) {
          assertThat(each.call("types_of:is_account", boolean.class, account)).isTrue();
        }
      }
    }
  }

  @Test
  void aModuleOfTheSameNameThatIsFoundFirstIsNamed(@TempDir Path modules) throws Exception {
    Files.writeString(modules.resolve("bank.py"), "def same(given):\n    return given\n");
    try (PythonPool shadowed =
        PythonPool.builder()
            .maximumSize(1)
            .modulePath(modules)
            .kernels(BankKernels.class)
            .build()) {
      assertThatThrownBy(() -> shadowed.call("bank:same", Object.class, new Account("Ada", 0)))
          .isInstanceOf(ConversionException.class)
          .hasMessageContaining("another module bank is found first: rename one");
    }
  }
}
