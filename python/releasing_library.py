"""Document 001's second way out: a library that releases the GIL, called from two threads.

Runs wherever a module `parallel_sum` can be imported: in Polygil it is a Java kernel, under CPython
the PyO3 one.
"""

import parallel_sum
from on_threads import on_threads


def once(function, n):
    return [getattr(parallel_sum, function)(n)]


def on_two_threads(function, n):
    return on_threads([lambda: getattr(parallel_sum, function)(n)] * 2)


if __name__ == "__main__":
    for name in ("calculate_sum", "calculate_sum_detached"):
        print(name, once(name, 50_000_000), on_two_threads(name, 50_000_000))
