"""What a call of a native function costs: a loop of calls of functions that do nothing.

Runs wherever a module `boundary` can be imported, with the names of Polygil's BoundaryBenchmark:
under CPython it is the PyO3 one. The loop around the calls is part of each figure; the row
python_function is that loop with a function of Python.
"""

import boundary
from on_threads import on_threads

SHORT_TEXT = "ten chars."
LONG_TEXT = "x" * 1_000_000
BYTES = bytes(1_000_000)
NUMBERS = list(range(1_000))


def python_function(n):
    return n


def caught():
    try:
        boundary.failure_held()
    except ValueError:
        return 1
    return 0


# The function and its arguments. PyO3 caches a text's UTF-8 in the text, as CPython does for all.
CALLS = {
    "python_function": (python_function, (1,)),
    "none_held": (boundary.none_held, ()),
    "none_released": (boundary.none_released, ()),
    "one_held": (boundary.one_held, (1,)),
    "one_released": (boundary.one_released, (1,)),
    "three_held": (boundary.three_held, (1, 2, 3)),
    "short_text_held": (boundary.text_held, (SHORT_TEXT,)),
    "long_text_held": (boundary.text_held, (LONG_TEXT,)),
    "bytes_held": (boundary.bytes_held, (BYTES,)),
    "list_held": (boundary.list_held, (NUMBERS,)),
    "callback_held": (boundary.callback_held, (python_function,)),
    "caught": (caught, ()),
}


def call_many(row, times):
    """Calls the row's function as many times; gives its last result.

    Each number of arguments has a loop of its own: a call with *arguments costs more.
    """
    function, arguments = CALLS[row]
    result = None
    if not arguments:
        for _ in range(times):
            result = function()
    elif len(arguments) == 1:
        argument = arguments[0]
        for _ in range(times):
            result = function(argument)
    else:
        first, second, third = arguments
        for _ in range(times):
            result = function(first, second, third)
    return result


def convoy(row, times):
    """Two threads call the row's function at once, which is where a GIL that is released and taken
    at each call may cost more than one that is held."""
    return on_threads([lambda: call_many(row, times)] * 2)


if __name__ == "__main__":
    for name in CALLS:
        print(name, call_many(name, 1))
