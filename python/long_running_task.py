"""Document 002's long-running task: it holds the GIL, but not while it waits.

Runs wherever a module `greetings` can be imported: in Polygil it is a Java kernel, under CPython
the PyO3 one.
"""

import sys

import greetings
from on_threads import in_sequence, on_threads
from sum_py import calculate_sum


def tasks(seconds, count):
    return [lambda: greetings.long_running_task(seconds)] * count


def sequential(seconds, count):
    """As many tasks one after the other; they take count * seconds."""
    return in_sequence(tasks(seconds, count))


def threaded(seconds, count):
    """As many tasks at once, each on its own thread; they take as long as one."""
    return on_threads(tasks(seconds, count))


def python_meanwhile(seconds, n):
    """Sums up in Python while a task waits on another thread; gives the sum."""
    return on_threads([lambda: calculate_sum(n), *tasks(seconds, 1)])[0]


if __name__ == "__main__":
    wait = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print(threaded(wait, 4), python_meanwhile(wait, 100_000))
