"""Checks of Java's classes in Python, called by KernelClassTest. A Python class is the oracle."""

import copy
import inspect
import pickle
import pydoc
import typing
import weakref

import bank
from bank import Account, Bare, Countdown, Ledger, Penny, Point, Shape, Vault


def names():
    return [name for name in globals() if name.startswith("check_")]


def message(kind, function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except kind as error:
        assert type(error) is kind, type(error)
        return str(error)
    raise AssertionError("nothing was raised")


def same(given):
    return given


def owner_of(account):
    return account.owner


watched = None


def watch(account):
    global watched
    watched = weakref.ref(account)


def watched_is_gone():
    return watched() is None


def check_constructors():
    account = Account("Ada", 1, 2, limit=7)
    assert (account.owner, account.balance, account.limit) == ("Ada", 3, 7)
    assert Account(owner="Ada").limit == 0
    assert message(TypeError, Account) == (
        "Account.__new__() missing 1 required positional argument: 'owner'"
    )
    assert message(TypeError, Account, "Ada", lmt=1).startswith(
        "Account.__new__() got an unexpected keyword argument 'lmt'"
    )
    assert message(TypeError, Account, 1) == "Account() argument 'owner': expected str, got int"
    assert message(TypeError, Account, "Ada", "x") == "Account() argument 'amounts': expected int, got str"
    assert message(ValueError, Account, "") == "an account has an owner"
    assert message(OverflowError, Account, "Ada", limit=2**63).startswith("Account() argument")
    assert message(TypeError, Bare) == "cannot create 'bank.Bare' instances"
    assert message(TypeError, Shape, 1) == "cannot create 'bank.Shape' instances"
    assert message(TypeError, Account.__new__, int, "Ada") == (
        "Account.__new__(int): int is not a subtype of Account"
    )


def check_factories():
    penny = Penny("one")
    assert Penny("one") is penny and Penny("two") is not penny
    assert message(RuntimeError, Penny, "") == "Penny() has made no instance, but null"
    assert Account.parse("Eve").owner == "Eve" and penny.__class__.__name__ == "Penny"


def check_signatures():
    assert str(inspect.signature(Account)) == "(owner: str, *amounts: int, limit: int = 0)"
    assert str(inspect.signature(Account.transfer)) == (
        "(self, other: 'Account', amount: int = 1) -> None"
    )
    assert str(inspect.signature(Account.richer)) == "(self, other: 'Account | None') -> 'Account'"
    assert str(inspect.signature(Ledger.by_owner)) == "(self) -> 'dict[str, list[Account]]'"
    hints = typing.get_type_hints(Account.richer, vars(bank))
    assert hints == {"other": Account | None, "return": Account}
    assert Account.__doc__ == 'Somebody\'s "account".\nWith a limit.'
    assert Account.deposit.__doc__ == "Pays in." and Account.owner.__doc__ == "Whose it is."
    assert (Account.__module__, Account.__qualname__) == ("bank", "Account")
    assert Account.deposit.__qualname__ == "Account.deposit"
    text = pydoc.render_doc(Account, renderer=pydoc.plaintext)
    assert "class Account(builtins.object)" in text and "deposit(self, amount: int) -> int" in text
    assert "_java" not in text, text


def check_methods():
    account, other = Account("Ada"), Account("Bob")
    assert account.deposit(5) == 5 and account.pay_in(amount=1) == 6
    account.transfer(other, amount=2)
    assert (account.balance, other.balance) == (4, 2)
    assert account.richer(other) is account and other.richer(account) is account
    assert account.richer(None) is account
    assert Account.total() == 0 and Account.total(account, other) == 6
    assert message(TypeError, account.transfer, 5) == (
        "transfer() argument 'other': expected Account, got int"
    )
    assert message(TypeError, account.transfer, Ledger()) == (
        "transfer() argument 'other': expected Account, got Ledger"
    )
    assert message(TypeError, account.transfer, None) == (
        "transfer() argument 'other': expected Account, got NoneType"
    )
    assert message(TypeError, account.deposit) == (
        "Account.deposit() missing 1 required positional argument: 'amount'"
    )
    assert message(TypeError, Account.total, account, 1) == (
        "total() argument 'accounts': expected Account, got int"
    )
    bound = account.deposit
    assert bound(1) == 5 and bound.__self__ is account


def check_objects_without_java():
    for made in (object.__new__(Account), object.__new__(Ledger)):
        name = type(made).__name__
        expected = f"this 'bank.{name}' object was made without {name}.__new__()"
        for use in (repr, hash) if name == "Account" else (len, iter):
            assert message(TypeError, use, made) == expected
    empty = object.__new__(Account)
    account = Account("Ada")
    assert message(TypeError, lambda: empty.owner).endswith("made without Account.__new__()")
    assert message(TypeError, account.transfer, empty).endswith("made without Account.__new__()")
    assert message(TypeError, lambda: account == empty).endswith("made without Account.__new__()")
    assert message(TypeError, Ledger().add_all, [empty], {}) == (
        "add_all() argument 'more'[0]: expected Account, got Account made without Account.__new__()"
    )
    assert message(TypeError, Account.deposit, 5, 1) == (
        "descriptor 'deposit' for 'bank.Account' objects doesn't apply to a 'int' object"
    )
    assert message(TypeError, Account.deposit, Ledger(), 1).startswith(
        "descriptor 'deposit' for 'bank.Account' objects doesn't apply to"
    )
    account._java = 5
    assert message(TypeError, repr, account).startswith("descriptor '__repr__'")


def check_properties():
    account = Account("Ada")
    account.limit = True
    assert account.limit == 1
    assert message(AttributeError, setattr, account, "owner", "Bob") == (
        "property 'owner' of 'Account' object has no setter"
    )
    assert message(AttributeError, delattr, account, "limit") == (
        "property 'limit' of 'Account' object has no deleter"
    )
    assert message(TypeError, setattr, account, "limit", "x") == (
        "attribute 'limit': expected int, got str"
    )
    assert message(ValueError, setattr, account, "limit", -1) == "a limit is not negative"
    assert account.limit == 1
    assert "'Account' object has no attribute 'other'" in message(
        AttributeError, setattr, account, "other", 1
    )


def check_text_equality_and_order():
    one, equal, other = Account("Ada"), Account("Ada", 5), Account("Bob")
    assert repr(one) == str(one) == f"{one}" == "Account of Ada"
    assert one == equal and not one != equal and one != other and one is not equal
    assert hash(one) == hash(equal) and len({one, equal, other}) == 2
    assert one != 5 and one.__eq__(5) is NotImplemented and one != None
    assert one < other and one <= equal and other > one and one >= equal and not one < equal
    assert sorted([other, one]) == [one, other]
    assert message(TypeError, lambda: one < 5) == (
        "'<' not supported between instances of 'Account' and 'int'"
    )
    assert Penny("a") == Penny("b")
    assert message(TypeError, hash, Penny("a")) == "unhashable type: 'Penny'"
    ledger = Ledger()
    assert ledger == ledger and ledger != Ledger() and hash(ledger) == hash(ledger)
    assert repr(ledger).startswith("<bank.Ledger object at 0x")


def check_containers_and_iteration():
    ledger = Ledger()
    accounts = [Account(name) for name in "abc"]
    for account in accounts:
        ledger.add(account)
    assert len(ledger) == 3 and bool(ledger) and not bool(Ledger())
    assert all(found is known for found, known in zip(ledger, accounts, strict=True))
    assert list(Ledger()) == [] and ledger[1] is accounts[1]
    assert accounts[0] in ledger and Account("z") not in ledger and 5 not in ledger
    assert message(IndexError, lambda: ledger[3])
    elements = iter(ledger)
    assert iter(elements) is elements and next(elements) is accounts[0]
    ledger.add(Account("d"))
    assert "ConcurrentModification" in message(RuntimeError, next, elements)
    assert [*Countdown(3)] == [3, 2, 1]
    countdown = Countdown(1)
    assert next(countdown) == 1 and next(countdown, "end") == "end"
    penny = Penny("spent")
    assert next(penny) == 2 and next(penny) == 1 and next(penny, "end") == "end"
    assert message(TypeError, iter, penny) == "'Penny' object is not iterable"


def check_context_managers():
    with Vault() as vault:
        assert type(vault) is Vault and vault.closed == 0
    assert vault.closed == 1
    with vault:
        vault.close()
    assert vault.closed == 1, "once, whoever closes it"
    early = Vault()
    with early:
        early.close()
    assert early.closed == 1

    def body(vault, error=None):
        with vault:
            if error is not None:
                raise error

    error = KeyError("mine")
    vault = Vault()
    try:
        body(vault, error)
    except KeyError as caught:
        assert caught is error and vault.closed == 1
    failing = Vault(True)
    assert message(RuntimeError, body, failing) == "stuck" and failing.closed == 1
    try:
        body(Vault(True), error)
    except RuntimeError as caught:
        assert caught.__context__ is error


def check_records_and_operators():
    point = Point(1.5, "here")
    assert (point.x, point.name) == (1.5, "here") and Point(1, None).name is None
    assert repr(point) == "Point[x=1.5, name=here]" and point == Point(1.5, "here")
    assert len({point, Point(1.5, "here")}) == 1
    match point:
        case Point(x, name):
            assert (x, name) == (1.5, "here")
        case _:
            raise AssertionError
    assert (point + point).x == 3 and (point * 2).x == (2 * point).x == 3
    assert point(1) == 2.5 and bool(point) and not Point(0, None)
    assert message(TypeError, lambda: point + 1) == (
        "unsupported operand type(s) for +: 'Point' and 'int'"
    )
    assert message(TypeError, lambda: point * "x")
    assert message(TypeError, lambda: [1][point])

    class Other:
        def __radd__(self, left):
            return "asked"

    assert point + Other() == "asked"
    assert message(AttributeError, setattr, point, "x", 1)


def check_identity():
    ledger = Ledger()
    account = Account("Ada")
    ledger.add(account)
    assert ledger.all()[0] is account and ledger.by_owner()["Ada"][0] is account
    assert ledger.find("Ada") is account and ledger.find("Bob") is None
    assert ledger.find_or_none("Ada") is account and ledger.find_or_none("Bob") is None
    assert bank.anything(account) is account and bank.anything([account])[0] is account
    assert bank.anything({account: {"a": account}})[account]["a"] is account
    assert ledger.add_all([account, Account("x")], {"k": Account("y")}) == 4
    assert ledger.call(lambda found: str(found is account)) == "True"
    assert bank.namer()(account) == "Ada" and bank.java_name(account) == "Account of Ada"
    assert bank.circle().area() == 3 and type(bank.circle()) is Shape
    fresh = Account.parse("new")
    assert bank.anything(fresh) is fresh


def check_subclasses():
    def inherit(base):
        return type("Mine", (base,), {})

    assert message(TypeError, inherit, Account) == (
        "type 'bank.Account' is not an acceptable base type"
    )

    class Marked(Point):
        def __new__(cls, x):
            return super().__new__(cls, x, "marked")

        def __init__(self, x):
            self.mark = x

        def twice(self):
            return self * 2

    marked = Marked(2)
    assert marked.x == 2 and marked.mark == 2 and marked.name == "marked"
    assert bank.anything(marked) is marked and marked == Point(2, "marked")
    assert marked.twice().x == 4 and type(marked.twice()) is Point


def check_pickling_is_refused():
    account = Account("Ada")
    for refused in (pickle.dumps, copy.copy, copy.deepcopy):
        assert message(TypeError, refused, account) == "cannot pickle 'bank.Account' object"
    assert pickle.loads(pickle.dumps(Account)) is Account
    assert weakref.ref(account)() is account
