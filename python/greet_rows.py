"""Document 002's greeting, by Python and by a native function.

Runs wherever a module `greetings` can be imported: in Polygil it is a Java kernel, under CPython
the PyO3 one.
"""

import greet_py

try:
    import greetings
except ModuleNotFoundError:
    # A Python without the extension runs only its own row.
    pass


def python(times):
    return greet_py.greet_many(greet_py.greet, times)


def native(times):
    return greet_py.greet_many(greetings.greet, times)


if __name__ == "__main__":
    print(python(1), native(1))
