"""Document 002's error handling: what Python catches of each failure of a native function.

Runs wherever a module `errors` can be imported, whose functions each fail: under CPython it is the
PyO3 one.
"""

import errors

# The function, and the exception that Python is to catch.
EXPECTED = (
    ("value_error", ValueError),
    ("index_error", IndexError),
    ("key_error", KeyError),
    ("zero_division_error", ZeroDivisionError),
    ("overflow_error", OverflowError),
    ("not_implemented_error", NotImplementedError),
    ("os_error", OSError),
    ("timeout_error", TimeoutError),
    ("memory_error", MemoryError),
    ("runtime_error", RuntimeError),
    ("domain_error", errors.DomainError),
)


def caught(name):
    """The exception that the function of errors has raised, or None."""
    try:
        getattr(errors, name)()
    except Exception as failure:
        return failure
    return None


def catch_all():
    """The name of what was caught for each function, in order."""
    return [type(caught(name)).__name__ for name, _ in EXPECTED]


def catch_many(name, times):
    """Catches one failure as many times; gives how often it was the expected one."""
    function = getattr(errors, name)
    expected = dict(EXPECTED)[name]
    count = 0
    for _ in range(times):
        try:
            function()
        except expected:
            count += 1
    return count


if __name__ == "__main__":
    for function, wanted in EXPECTED:
        print(function, repr(caught(function)), isinstance(caught(function), wanted))
