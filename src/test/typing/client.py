"""Uses stubs rightly and wrongly: each wrong line names the errors that mypy must report for it."""

import datetime
import enum
from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import polygil
from arrays import process_array
from bank import Account, Bare, Countdown, Ledger, Penny, Point, Vault, circle
from counters import Counter
from everything import MissingException, all_of, plus
from fibonacci import fibonacci_gil
from gallery import Painting, hall, paintings
from gallery.wings import Hall, Wing, hall_of
from polygil import gil
from polygil.futures import ContextPoolExecutor, Future
from shop import pay
from shop.till import list
from word_count import search, search_sequential_allow_threads


class Index:
    def __index__(self) -> int:
        return 41


@dataclass
class Person:
    name: str
    born: datetime.date
    friends: Sequence["Person"] = ()


class Colour(enum.Enum):
    RED = 1


count: int = search("it is", needle="is")
count = search_sequential_allow_threads("it is", "is")
search("it is")  # error: call-arg
search("it is", b"is")  # error: arg-type
search("it is", needl="is")  # error: call-arg
text: str = search("it is", "is")  # error: assignment
fibonacci_gil(Index())
fibonacci_gil(True)
fibonacci_gil(1.0)  # error: arg-type
fibonacci_gil(None)  # error: arg-type

buffer: polygil.Buffer = process_array(array("d", [1.0]))
buffer = process_array(process_array(memoryview(b"")))
process_array([1.0])  # error: arg-type
process_array("")  # error: arg-type
first: float = buffer[0] + buffer[1:].tolist()[0]
buffer[0] = "x"  # error: call-overload
polygil.Buffer([1.0])  # error: call-overload
polygil.Buffer([1.0], "d")
polygil.Buffer([1.0], "x")  # error: call-overload
polygil.Buffer(b"", format="l").format.upper()
del buffer[0]  # error: arg-type
hash(buffer) if False else None
with gil.held(), gil.released():
    pass

today = datetime.date.today()
grace = Person("Grace", today)
made = all_of(
    (1, True),
    {"a": {1.0, 2}},
    today,
    [grace, {"name": "Ada", "born": today, "friends": []}],
    "RED",
    bytearray(),
    lambda a, b: a + b,
)
all_of([], {}, today, [], Colour.RED, b"", print, limit=None, strict=False)
all_of([], {}, None, [], "GREEN", b"", print, datetime.timedelta(1))  # error: arg-type call-arg
all_of(["1"], {}, today, [], "RED", b"", print)  # error: list-item
all_of([], {}, today, [], "BLUE", b"", print)  # error: arg-type
all_of([], {}, today, [1], "RED", b"", print)  # error: list-item
all_of([], {}, today, [], "RED", b"", 1)  # error: arg-type
if made is not None:
    oldest: str = made["name"]
len(made)  # error: arg-type

total: int = plus(1, 2, Index(), start=10)
plus("1")  # error: arg-type
plus(1, 2, begin=10)  # error: call-arg
function: Callable[[int], int] = plus
try:
    pass
except MissingException as error:
    missing: LookupError = error

names: Sequence[str] = list("a")
pay(today)

account = Account("Ada", 1, Index(), limit=7)
Account()  # error: call-arg
Account("Ada", lmt=1)  # error: call-arg
Account(1)  # error: arg-type
account.limit = Index()
account.limit = "x"  # error: assignment
account.owner = "Bob"  # error: misc
balance: int = account.deposit(5) + account.pay_in(amount=1) + account.limit
account.pay_in("5")  # error: arg-type
account.transfer(Account.parse("Bob"), amount=2)
account.transfer(5)  # error: arg-type
account.total(account, 1)  # error: arg-type
richer: Account = account.richer(None)
smaller: bool = account < richer
account < 5  # error: operator
equal: bool = account == richer
found: set[Account] = {account, min(account, richer)}


class Inherited(Account):  # error: misc
    pass


Bare()  # error: call-arg
area: str = circle().area()  # error: assignment

ledger = Ledger()
length: int = len(ledger)
owners: Sequence[str] = [each.owner for each in ledger] + [ledger[0].owner, ledger.list()[0].owner]
iterable: Iterable[int] = ledger  # error: assignment
ledger.find("Ada").owner  # error: union-attr
ledger.by_owner()["Ada"][0].deposit(1)
ledger.add_all((account,), {"a": account})
ledger.add_all([], {"a": ledger})  # error: dict-item
with Vault() as vault:
    vault.closed.bit_length()
total += sum(Countdown(3)) + next(Penny("one"))
key: Hashable = Penny("one")  # error: assignment


class Marked(Point):
    def __new__(cls, x: float) -> "Marked":
        return super().__new__(cls, x, "marked")


point: Point = (Marked(1) + Point(2, None)) * 2
point + 1  # error: operator
match point:
    case Point(x, name):
        x.is_integer()
        name.upper()  # error: union-attr

counter = Counter()
counter.increment(counter.value)
counter.value = 1  # error: misc

painting: Painting = next(hall(None))
painting.list = [*painting.list, painting.str("", len)]
painting.date([], {})
painting.Painting({painting}, {}, 1)  # error: call-arg
wing = Wing(hall(painting), paintings({"painting": painting}), {})
wing.next["a"].next["b"].paintings[0].property.bit_length()
wing.hall.wings({}, None, [wing])  # error: union-attr
hall(painting, wing, painting)  # error: arg-type
for each in wing:
    painting = each
lobby = Hall()
hall_of(wing, lobby.main(lobby))  # error: arg-type

with ContextPoolExecutor(2, initializer=print, initargs=["ready"]) as executor:
    future: Future[int] = executor.submit(search, "it is", needle="is")
    executor.submit(search, "it is", needl="is")  # error: call-arg
    sizes: Sequence[int] = [*executor.map(len, ["a", "bc"], chunksize=2)]
ContextPoolExecutor("2")  # error: arg-type
