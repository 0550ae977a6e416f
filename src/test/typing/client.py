"""Uses stubs rightly and wrongly: each wrong line names the errors that mypy must report for it."""

import datetime
import enum
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polygil
from arrays import process_array
from everything import MissingException, all_of, plus
from fibonacci import fibonacci_gil
from polygil import gil
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
