"""Document 002's first program: sums on four threads, which the GIL runs in turn."""

import sys

from on_threads import in_sequence, on_threads
from sum_py import calculate_sum


def parts(n, threads):
    """The document's split: each thread sums up 1 to n // threads."""
    return [lambda: calculate_sum(n // threads) for _ in range(threads)]


def threaded(n, threads=4):
    """Each part on a thread of its own; gives every thread's sum."""
    return on_threads(parts(n, threads))


def sequential(n, threads=4):
    """The same parts one after the other."""
    return in_sequence(parts(n, threads))


if __name__ == "__main__":
    print(threaded(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000_000))
