"""Document 001's shared data, changed by native functions that have released the GIL.

Runs wherever a module `shared` can be imported: under CPython it is the PyO3 one.
"""

import shared
from shared_data import count


def native(method, times, threads=2):
    """What a native counter has after each thread has called its method with times."""
    return count(shared.Counter(), method, times, threads)


if __name__ == "__main__":
    for way in ("add_racing", "add_locked"):
        print(way, native(way, 1_000_000), "of", 2_000_000)
