"""What a call of a native function costs: loops of calls of functions that do nothing.

Runs wherever a module `boundary` can be imported: in Polygil it is a Java kernel, under CPython the
PyO3 one. The loop around the calls is part of each figure; the row python_function is that loop with
a function of Python.
"""

from array import array

import boundary
from on_threads import on_threads

SHORT_TEXT = "ten chars."
LONG_TEXT = "x" * 1_000_000
WIDE_TEXT = "\u0436" * 1_000_000
ASTRAL_TEXT = "\U0001f600" * 1_000_000
BYTES = bytes(1_000_000)
BYTEARRAY = bytearray(1_000_000)
DOUBLES = array("d", bytes(1_000_000))
NUMBERS = list(range(1_000))


def python_function(n):
    return n


def caught():
    try:
        boundary.failure_held()
    except ValueError:
        return 1
    return 0


def caught_without_stack():
    try:
        boundary.light_failure_held()
    except ValueError:
        return 1
    return 0


# PyO3 caches a text's UTF-8 in the text, as CPython does for all.
CALLS = {
    "python_function": "python_function(1)",
    "none_held": "none_held()",
    "none_released": "none_released()",
    "one_held": "one_held(1)",
    "one_released": "one_released(1)",
    "three_held": "three_held(1, 2, 3)",
    "short_text_held": "text_held(SHORT_TEXT)",
    "long_text_held": "text_held(LONG_TEXT)",
    "wide_text_held": "text_held(WIDE_TEXT)",
    "astral_text_held": "text_held(ASTRAL_TEXT)",
    "bytes_held": "bytes_held(BYTES)",
    "list_held": "list_held(NUMBERS)",
    "callback_held": "callback_held(python_function)",
    "caught": "caught()",
}

# What only Polygil has: a policy that learns, and arguments that are copied or shared.
if hasattr(boundary, "none_auto"):
    from polygil import Buffer

    BUFFER = Buffer(BYTES)
    CALLS |= {
        "none_auto": "none_auto()",
        "caught_without_stack": "caught_without_stack()",
        "bytes_as_buffer": "buffer_held(BYTES)",
        "bytearray_as_buffer": "buffer_held(BYTEARRAY)",
        "memoryview_as_buffer": "buffer_held(memoryview(BYTEARRAY))",
        "array_as_buffer": "buffer_held(DOUBLES)",
        "buffer_as_buffer": "buffer_held(BUFFER)",
    }


def _loop(call):
    # Each row has a loop of its own: one for all would be compiled for the sum of them.
    names = {name: getattr(boundary, name) for name in dir(boundary) if not name.startswith("_")}
    names |= globals()
    exec(
        f"""
def loop(times):
    result = None
    for _ in range(times):
        result = {call}
    return result
""",
        names,
    )
    return names["loop"]


LOOPS = {name: _loop(call) for name, call in CALLS.items()}


def call_many(row, times):
    """Calls the row's function as many times; gives its last result."""
    return LOOPS[row](times)


def convoy(row, times):
    """Two threads call the row's function at once, which is where a GIL that is released and taken
    at each call may cost more than one that is held."""
    return on_threads([lambda: call_many(row, times)] * 2)


if __name__ == "__main__":
    for name in CALLS:
        print(name, call_many(name, 1))
