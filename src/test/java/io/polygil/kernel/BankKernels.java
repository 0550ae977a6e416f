package io.polygil.kernel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Kernel classes of all kinds, for {@link KernelClassTest} and src/test/python/class_checks.py. */
@KernelModule(
    value = "bank",
    doc = "A bank.",
    classes = {
      BankKernels.Account.class,
      BankKernels.Ledger.class,
      BankKernels.Vault.class,
      BankKernels.Point.class,
      BankKernels.Countdown.class,
      BankKernels.Coin.class,
      BankKernels.Shape.class,
      BankKernels.Bare.class
    })
final class BankKernels {
  private BankKernels() {}

  @KernelClass(doc = "Somebody's \"account\".\nWith a limit.")
  static final class Account implements Comparable<Account> {
    private final String owner;
    private long balance;
    private long limit;

    @Kernel(gil = Gil.HOLD, doc = "Opens an account.")
    Account(
        String owner,
        @Arg(defaultValue = "0", passing = Arg.Passing.NAME) long limit,
        long... amounts) {
      if (owner.isEmpty()) {
        throw new IllegalArgumentException("an account has an owner");
      }
      this.owner = owner;
      this.limit = limit;
      for (long each : amounts) {
        balance += each;
      }
    }

    @Kernel(gil = Gil.HOLD, doc = "Pays in.", aliases = "pay_in")
    long deposit(long amount) {
      return balance += amount;
    }

    @Kernel(gil = Gil.RELEASE)
    void transfer(Account other, @Arg(defaultValue = "1") long amount) {
      balance -= amount;
      other.balance += amount;
    }

    @Kernel(gil = Gil.AUTO)
    Account richer(@Nullable Account other) {
      return other == null || balance > other.balance ? this : other;
    }

    @Kernel(gil = Gil.HOLD)
    static Account parse(String text) {
      return new Account(text, 0);
    }

    @Kernel(gil = Gil.HOLD)
    static long total(Account... accounts) {
      long total = 0;
      for (Account each : accounts) {
        total += each.balance;
      }
      return total;
    }

    @KernelProperty(doc = "Whose it is.")
    String owner() {
      return owner;
    }

    @KernelProperty(gil = Gil.RELEASE)
    long getBalance() {
      return balance;
    }

    @KernelProperty
    long getLimit() {
      return limit;
    }

    @KernelProperty
    void setLimit(long limit) {
      if (limit < 0) {
        throw new IllegalArgumentException("a limit is not negative");
      }
      this.limit = limit;
    }

    @Override
    public int compareTo(Account other) {
      return owner.compareTo(other.owner);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Account account && account.owner.equals(owner);
    }

    @Override
    public int hashCode() {
      return owner.hashCode();
    }

    @Override
    public String toString() {
      return "Account of " + owner;
    }
  }

  @KernelClass
  static final class Ledger implements Iterable<Account> {
    private final List<Account> accounts = new ArrayList<>();

    @Kernel(gil = Gil.HOLD)
    Ledger() {}

    @Kernel(gil = Gil.HOLD)
    void add(Account account) {
      accounts.add(account);
    }

    @Kernel(gil = Gil.HOLD)
    Account remove_first() {
      return accounts.removeFirst();
    }

    @Kernel(gil = Gil.HOLD, name = "__len__")
    int size() {
      return accounts.size();
    }

    @Kernel(gil = Gil.HOLD, name = "__contains__")
    boolean contains(Object account) {
      return account instanceof Account && accounts.contains(account);
    }

    @Kernel(gil = Gil.HOLD, name = "__getitem__")
    Account get(int index) {
      return accounts.get(index);
    }

    @Kernel(
        gil = Gil.HOLD,
        aliases = {"list", "int"})
    List<Account> all() {
      return accounts;
    }

    @Kernel(gil = Gil.HOLD)
    Map<String, List<Account>> by_owner() {
      return new TreeMap<>(accounts.stream().collect(Collectors.groupingBy(Account::owner)));
    }

    @Kernel(gil = Gil.HOLD)
    Optional<Account> find(String owner) {
      return accounts.stream().filter(each -> each.owner().equals(owner)).findFirst();
    }

    @Kernel(gil = Gil.HOLD)
    @Nullable Account find_or_none(String owner) {
      return find(owner).orElse(null);
    }

    @Kernel(gil = Gil.HOLD)
    long add_all(List<Account> more, Map<String, Account> named) {
      accounts.addAll(more);
      accounts.addAll(named.values());
      return accounts.size();
    }

    @Kernel(gil = Gil.HOLD)
    String call(PythonFunction function) {
      return Objects.requireNonNull(function.call(String.class, accounts.getFirst()));
    }

    @Override
    public Iterator<Account> iterator() {
      return accounts.iterator();
    }
  }

  /** Counts how often it is closed. */
  @KernelClass
  static final class Vault implements AutoCloseable {
    private final boolean fails;
    private long closed;

    @Kernel(gil = Gil.HOLD)
    Vault(@Arg(defaultValue = "False") boolean fails) {
      this.fails = fails;
    }

    @KernelProperty
    long closed() {
      return closed;
    }

    @Kernel(gil = Gil.RELEASE)
    @Override
    public void close() {
      closed++;
      if (fails) {
        throw new IllegalStateException("stuck");
      }
    }
  }

  @KernelClass(subclass = true)
  record Point(double x, @Nullable String name) {
    @Kernel(gil = Gil.HOLD)
    Point {}

    @Kernel(gil = Gil.HOLD, name = "__add__")
    Point plus(Point other) {
      return new Point(x + other.x, name);
    }

    @Kernel(gil = Gil.HOLD, name = "__mul__", aliases = "__rmul__")
    Point times(double factor) {
      return new Point(x * factor, name);
    }

    @Kernel(gil = Gil.HOLD, name = "__call__")
    double at(double y) {
      return x + y;
    }

    @Kernel(gil = Gil.HOLD, name = "__bool__")
    boolean isSomewhere() {
      return x != 0;
    }

    @Kernel(gil = Gil.HOLD, name = "__index__")
    String wrongIndex() {
      return "1";
    }
  }

  @KernelClass
  static final class Countdown implements Iterator<Integer> {
    private int left;

    @Kernel(gil = Gil.HOLD)
    Countdown(int start) {
      left = start;
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public Integer next() {
      return left--;
    }
  }

  /** The same for the same name: made by a factory, with an iterator of its own kind. */
  @KernelClass(name = "Penny")
  @SuppressWarnings("overrides") // Without hashCode it is unhashable, as in Python.
  static final class Coin {
    private static final Map<String, Coin> COINS = new ConcurrentHashMap<>();
    private int left = 2;

    @Kernel(gil = Gil.HOLD, name = "__new__")
    static @Nullable Coin of(String name) {
      return name.isEmpty() ? null : COINS.computeIfAbsent(name, _ -> new Coin());
    }

    @Kernel(gil = Gil.HOLD, name = "__next__")
    int next() {
      if (left == 0) {
        throw new NoSuchElementException("no more");
      }
      return left--;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Coin;
    }
  }

  /** Its instances are of classes that Python does not know. */
  @KernelClass
  abstract static class Shape {
    abstract double size();

    @Kernel(gil = Gil.HOLD)
    double area() {
      return size();
    }
  }

  private static final class Circle extends Shape {
    @Override
    double size() {
      return 3;
    }
  }

  @KernelClass
  static final class Bare {}

  @Kernel(gil = Gil.HOLD)
  static Shape circle() {
    return new Circle();
  }

  @Kernel(gil = Gil.HOLD)
  static Object anything(Object given) {
    return given;
  }

  @Kernel(gil = Gil.HOLD)
  static String java_name(Account account) {
    return account.toString();
  }

  @Kernel(gil = Gil.HOLD)
  static Object namer() {
    Function<Object, String> namer =
        given -> given instanceof Account account ? account.owner() : "no account";
    return namer;
  }
}
