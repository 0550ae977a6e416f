"""Document 002's sums as native functions, and its table: pure, native, released, parallel.

Runs wherever a module `parallel_sum` can be imported: in Polygil it is a Java kernel, under CPython
the PyO3 one.
"""

import sys

import parallel_sum
import sum_py


def python(n):
    return sum_py.calculate_sum(n)


def native(n):
    return parallel_sum.calculate_sum(n)


def native_released(n):
    return parallel_sum.calculate_sum_detached(n)


def native_parallel(n):
    return parallel_sum.parallel_calculate_sum(n)


def native_released_parallel(n):
    return parallel_sum.parallel_calculate_sum_gil_released(n)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    for row in (python, native, native_released, native_parallel, native_released_parallel):
        print(row.__name__, row(count))
