"""Document 003's runs: Fibonacci alone and on two threads, with and without the GIL.

Runs wherever a module `fibonacci` can be imported: in Polygil it is a Java kernel, under CPython a
C++ or Rust one.
"""

import sys
from threading import Thread

import fibonacci


def alone(kernel, n):
    return [getattr(fibonacci, kernel)(n)]


def on_two_threads(first, second, n, first_is_inside=None):
    """Runs both kernels, the second once first_is_inside has returned, where it is given."""
    answers = [None, None]

    def run(index, kernel):
        answers[index] = getattr(fibonacci, kernel)(n)

    threads = [Thread(target=run, args=[0, first]), Thread(target=run, args=[1, second])]
    threads[0].start()
    if first_is_inside is not None:
        first_is_inside()
    threads[1].start()
    for thread in threads:
        thread.join()
    return answers


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000_000
    print("alone", alone("fibonacci_gil", count))
    for pair in (("gil", "gil"), ("nogil", "gil"), ("gil", "nogil"), ("nogil", "nogil")):
        print("+".join(pair), on_two_threads(*(f"fibonacci_{which}" for which in pair), count))
