package io.polygil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polygil.context.Keywords;
import io.polygil.context.PythonException;
import io.polygil.context.PythonObject;
import io.polygil.context.TypeLiteral;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python modules as Java interfaces, generic results and keyword arguments, through the pool. */
class TypedModuleTest {
  @TempDir static Path modules;
  private static PythonPool pool;

  record Order(String customer, List<Long> amounts, LocalDate day) {}

  interface Orders {
    Map<String, Long> totals(List<Order> orders);

    Optional<Order> biggestOrder(List<Order> orders);

    CompletableFuture<Long> count(List<Order> orders);

    void check(Order order);

    default long doubled(List<Order> orders) {
      return 2 * count(orders).join();
    }
  }

  interface Incomplete {
    long count(List<Order> orders);

    long absentFunction();
  }

  private static final List<Order> ORDERS =
      List.of(
          new Order("ada", List.of(1L, 2L), LocalDate.of(2026, 1, 2)),
          new Order("bob", List.of(10L), LocalDate.of(2026, 3, 4)),
          new Order("ada", List.of(), LocalDate.of(2026, 5, 6)));

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(
        modules.resolve("orders.py"),
        """
        def totals(orders):
            totals = {}
            for order in orders:
                totals[order["customer"]] = totals.get(order["customer"], 0) + sum(order["amounts"])
            return totals

        def biggest_order(orders):
            return max(orders, key=lambda order: sum(order["amounts"]), default=None)

        def count(orders):
            return len(orders)

        def check(order):
            if not order["amounts"]:
                raise ValueError(f"{order['customer']} on {order['day']:%d.%m.%Y}: nothing ordered")

        def search(text, *, needle, limit=None):
            return [n for n, word in enumerate(text.split()) if word == needle][:limit]
        """);
    pool =
        PythonPool.builder()
            .maximumSize(2)
            .modulePath(modules)
            .acquireTimeout(Duration.ofSeconds(60))
            .build();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void anInterfaceIsAViewOfAModule() throws Exception {
    use(pool.as(Orders.class, "orders"));
    Orders kept;
    try (PythonLease lease = pool.acquire()) {
      // A lease has no submissions: its functions are called in the thread that has it.
      kept = pool.as(Orders.class, "orders");
      Incomplete counting = counting(lease);
      assertThat(counting.count(ORDERS)).isEqualTo(3);
    }
    assertThat(kept.count(ORDERS).get(60, TimeUnit.SECONDS)).isEqualTo(3);
  }

  private static Incomplete counting(PythonLease lease) {
    assertThatThrownBy(() -> lease.as(Incomplete.class, "orders"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absentFunction")
        .hasMessageContaining("absent_function")
        .hasMessageContaining("\"orders\"");
    lease.exec("import orders\norders.absent_function = lambda: 7");
    Incomplete complete = lease.as(Incomplete.class, "orders");
    assertThat(complete.absentFunction()).isEqualTo(7);
    return complete;
  }

  private static void use(Orders orders) {
    assertThat(orders.totals(ORDERS)).isEqualTo(Map.of("ada", 3L, "bob", 10L));
    assertThat(orders.biggestOrder(ORDERS)).contains(ORDERS.get(1));
    assertThat(orders.biggestOrder(List.of())).isEmpty();
    assertThat(orders.count(ORDERS).join()).isEqualTo(3);
    assertThat(orders.doubled(ORDERS)).isEqualTo(6);
    assertThatThrownBy(() -> orders.check(ORDERS.get(2)))
        .isInstanceOf(PythonException.class)
        .hasMessage("ValueError: ada on 06.05.2026: nothing ordered");
    assertThat(orders).isEqualTo(orders).hasToString("Orders of Python module orders");
    assertThat(orders.hashCode()).isEqualTo(orders.hashCode());
  }

  @Test
  void onlyInterfacesAreViews() {
    assertThatThrownBy(() -> pool.as(String.class, "orders"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String is no interface");
    assertThatThrownBy(() -> pool.as(Orders.class, "no_such_module"))
        .isInstanceOf(PythonException.class)
        .hasMessageContaining("no_such_module");
  }

  @Test
  void genericResultsAndKeywords() {
    assertThat(
            pool.call(
                "orders:search",
                new TypeLiteral<List<Integer>>() {},
                "is as is does is",
                Keywords.of("needle", "is").and("limit", 2)))
        .containsExactly(0, 2);
    assertThat(
            pool.submit("orders:totals", new TypeLiteral<Map<String, Integer>>() {}, ORDERS).join())
        .containsEntry("bob", 10);
    assertThat(
            pool.map(
                "orders:biggest_order",
                new TypeLiteral<Optional<Order>>() {},
                List.of(ORDERS, List.of())))
        .containsExactly(Optional.of(ORDERS.get(1)), Optional.empty());
  }

  @Test
  void pythonObjectsEndWithTheirLease() {
    PythonObject kept;
    try (PythonLease lease = pool.acquire();
        PythonLease other = pool.acquireAnother()) {
      kept = lease.eval("[1, 2]", PythonObject.class);
      assertThat(lease.call("builtins:len", int.class, kept)).isEqualTo(2);
      PythonObject here = kept;
      assertThatThrownBy(() -> other.call("builtins:len", int.class, here))
          .hasMessageContaining("of another Python context");
    }
    PythonObject gone = kept;
    assertThatThrownBy(() -> gone.as(Object.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lease");
  }
}
