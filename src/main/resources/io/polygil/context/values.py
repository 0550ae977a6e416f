"""The Python half of value conversion: takes Python values apart and makes them from Java's.

What Java gets at once, as the arguments of one call, it need not fetch piece by piece: each piece
would take the GIL again.
"""

import sys
import types

# Fewer are handed over one by one in the same time.
LEAST_PACKED = 16


def unfold(sink, value):
    """Calls sink with what the value is and its parts."""
    kind = type(value)
    if kind is list or kind is tuple:
        sink("list", *value)
    elif kind is dict:
        sink("dict", *dict_parts(value))
    elif kind is set or kind is frozenset:
        sink("set", *value)
    else:
        unfold_rare(sink, value)


def unfold_numbers(sink, value, typecode):
    """As unfold does, but the numbers of a list that has only such come as bytes, at once."""
    packed = packed_numbers(value, typecode)
    if packed is None:
        unfold(sink, value)
    else:
        sink("packed", packed)


def packed_numbers(value, typecode):
    kind = type(value)
    if (kind is not list and kind is not tuple) or len(value) < LEAST_PACKED:
        return None
    # A copy: another thread may change the list after it was looked through.
    numbers = [*value]
    if not all_are(float if typecode == "d" else int, numbers):
        return None
    # Only who hands lists over needs it. array takes ten times as long for the same.
    from _struct import error, pack

    try:
        return pack(str(len(numbers)) + typecode, *numbers)
    except error:
        # One is out of range: which one it is, is found where they come one by one.
        return None


def all_are(kind, values):
    for value in values:
        if type(value) is not kind:
            return False
    return True


def dict_parts(value):
    # A copy: another thread may change the dict between two looks at it. One list: a call with
    # two starred arguments takes GraalPy ten times as long.
    value = dict(value)
    return list(value) + list(value.values())


def unfold_rare(sink, value):
    if isinstance(value, int):
        sink("int", int.__pos__(value))
    elif isinstance(value, float):
        sink("float", float.__pos__(value))
    elif isinstance(value, (list, tuple, range)):
        sink("list", *value)
    elif isinstance(value, (set, frozenset)):
        sink("set", *value)
    elif isinstance(value, (dict, types.MappingProxyType)):
        sink("dict", *dict_parts(value))
    elif isinstance(value, (bytes, bytearray)):
        sink("bytes", value)
    elif isinstance(value, memoryview):
        sink("bytes", value.tobytes())
    else:
        unfold_imported(sink, value)


def unfold_imported(sink, value):
    """Values of classes that exist only once their module is imported: nothing is imported here."""
    datetime = sys.modules.get("datetime")
    if datetime is not None:
        if isinstance(value, datetime.datetime):
            return sink("datetime", *date_parts(value) + time_parts(value) + zone_parts(value))
        if isinstance(value, datetime.date):
            return sink("date", *date_parts(value))
        if isinstance(value, datetime.time):
            return sink("time", *time_parts(value) + zone_parts(value))
        if isinstance(value, datetime.timedelta):
            return sink("timedelta", value.days, value.seconds, value.microseconds)
    array = sys.modules.get("array")
    if array is not None and isinstance(value, array.array):
        return sink("array", value.typecode, value)
    abc = sys.modules.get("_collections_abc")
    if abc is not None:
        if isinstance(value, abc.Mapping):
            return sink("dict", *dict_parts(value))
        if isinstance(value, abc.Set):
            return sink("set", *value)
        if isinstance(value, abc.Sequence):
            return sink("list", *value)
    return sink("object")


def date_parts(value):
    return value.year, value.month, value.day


def time_parts(value):
    return value.hour, value.minute, value.second, value.microsecond


def zone_parts(value):
    offset = value.utcoffset()
    if offset is None:
        return None, None, None
    seconds = offset.days * 86400 + offset.seconds
    return seconds, offset.microseconds, getattr(value.tzinfo, "key", None)


def components(sink, value, *names):
    """Looks for a Java record's components, in a mapping or among an object's attributes."""
    if is_mapping(value):
        value = dict(value)
        for name in names:
            if name not in value:
                return sink("missing key", name)
        for key in value:
            if key not in names:
                return sink("unknown key", repr(key))
        return sink("keys", *[value[name] for name in names])
    if type(value).__module__ == "builtins":
        return sink("other")
    found = []
    for name in names:
        try:
            found.append(getattr(value, name))
        except AttributeError:
            return sink("missing attribute", name)
    return sink("attributes", *found)


def is_mapping(value):
    if isinstance(value, dict):
        return True
    abc = sys.modules.get("_collections_abc")
    return abc is not None and isinstance(value, abc.Mapping)


def enum_name(value):
    """The name of an enum's member; None where it is none."""
    enum = sys.modules.get("enum")
    return value.name if enum is not None and isinstance(value, enum.Enum) else None


def none():
    return None


def index_of(value):
    index = getattr(type(value), "__index__", None)
    return None if index is None else index(value)


def raise_if_unencodable(value):
    """Raises for a str in which two surrogates would become one character of UTF-16."""
    if not isinstance(value, str):
        return
    before = 0
    # A subclass may count and iterate in its own way.
    for at, letter in enumerate(str.__iter__(value)):
        here = ord(letter)
        if 0xD800 <= before <= 0xDBFF and 0xDC00 <= here <= 0xDFFF:
            reason = "surrogates not allowed"
            raise UnicodeEncodeError("utf-16", value, at - 1, at + 1, reason)
        before = here


def list_of(*elements):
    return [*elements]


def tuple_of(*elements):
    return elements


def set_of(*elements):
    """None where elements that differ in Java are equal in Python."""
    made = {*elements}
    return made if len(made) == len(elements) else None


def frozenset_of(*elements):
    made = frozenset(elements)
    return made if len(made) == len(elements) else None


def dict_of(*keys_and_values):
    """None where keys that differ in Java are equal in Python."""
    size = len(keys_and_values) // 2
    made = dict(zip(keys_and_values[:size], keys_and_values[size:]))
    return made if len(made) == size else None


def int_of(text):
    return int(text, 16)


def bytes_of(text):
    return text.encode("latin-1")


def date_of(year, month, day):
    from datetime import date

    return date(year, month, day)


def time_of(hour, minute, second, microsecond):
    from datetime import time

    return time(hour, minute, second, microsecond)


def datetime_of(year, month, day, hour, minute, second, microsecond):
    from datetime import datetime

    return datetime(year, month, day, hour, minute, second, microsecond)


def aware_of(year, month, day, hour, minute, second, microsecond, offset, zone):
    from datetime import datetime, timedelta, timezone

    if zone is not None:
        zone = timezone(timedelta(seconds=offset), zone)
    elif offset == 0:
        zone = timezone.utc
    else:
        zone = timezone(timedelta(seconds=offset))
    return datetime(year, month, day, hour, minute, second, microsecond, zone)


def timedelta_of(days, seconds, microseconds):
    from datetime import timedelta

    return timedelta(days, seconds, microseconds)


def has_function(module, function):
    from _frozen_importlib import _gcd_import

    found = _gcd_import(module)
    for name in function.split("."):
        found = getattr(found, name, None)
    return callable(found)


def call_with(function, arguments, names, values):
    return function(*arguments, **dict(zip(names, values)))


def get_attribute(value, name):
    return getattr(value, name)


def text_of(value):
    return str(value)


def type_name(value):
    kind = type(value)
    if kind.__module__ in ("builtins", "__main__"):
        return kind.__qualname__
    return kind.__module__ + "." + kind.__qualname__


# The value of this text, which Java reads.
types.SimpleNamespace(
    index_of=index_of,
    length=str.__len__,
    raise_if_unencodable=raise_if_unencodable,
    unfold=unfold,
    unfold_numbers=unfold_numbers,
    components=components,
    enum_name=enum_name,
    none=none,
    list_of=list_of,
    tuple_of=tuple_of,
    set_of=set_of,
    frozenset_of=frozenset_of,
    dict_of=dict_of,
    int_of=int_of,
    bytes_of=bytes_of,
    date_of=date_of,
    time_of=time_of,
    datetime_of=datetime_of,
    aware_of=aware_of,
    timedelta_of=timedelta_of,
    has_function=has_function,
    call_with=call_with,
    get_attribute=get_attribute,
    text_of=text_of,
    type_name=type_name,
)
